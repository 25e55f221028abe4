import { afterAll, beforeAll, expect, test } from 'vitest';
import { assistantAccount } from '../../../src/channels/direct-line/activity.ts';
import { erase, eraseBefore } from '../../../src/channels/direct-line/erase.ts';
import { createStore, SHOWN_MINUTES } from '../../../src/channels/direct-line/store.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { follow, json, reply, startEndpoint } from './endpoint.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

test('an erased conversation is empty and nobody’s, and can go on', async () => {
  const { begin, post, read, send } = await startEndpoint(database);
  const [opened, other] = [await begin(), await begin()];
  const stream = await follow(opened.streamUrl);
  for (const conversation of [opened, other]) {
    await json(await post(conversation, { type: 'message', text: 'secret' }));
  }
  await expect.poll(stream.texts).toEqual(['secret']);
  await erase(database.pool, [opened.conversationId]);
  expect((await read(opened)).activities).toEqual([]);
  expect((await read(other)).activities).toHaveLength(1);
  const { rows } = await database.pool.query(
    `SELECT c.user_id, count(a) AS activities FROM direct_line_conversation c
       LEFT JOIN direct_line_activity a ON a.conversation_id = c.id WHERE c.id = $1 GROUP BY c.id`,
    [opened.conversationId],
  );
  expect(rows).toEqual([{ user_id: null, activities: '0' }]);

  await send(opened.conversationId, reply('erased'));
  await expect.poll(stream.texts).toEqual(['secret', 'erased']);
  expect((await read(opened, stream.watermark)).activities).toEqual([]);
});

test('what is older than the retention goes, with conversations that ceased', async () => {
  let time = Date.parse('2025-01-01T00:00:00Z');
  const { begin, read, send } = await startEndpoint(database, { now: () => new Date(time) });
  const [old, kept] = [await begin(), await begin()];
  await send(old.conversationId, reply('a'));
  await send(kept.conversationId, reply('a'));
  time += 10_000;
  await send(kept.conversationId, reply('b'));
  await eraseBefore(database.pool, new Date(time));
  await expect(read(old)).rejects.toThrow();
  expect((await read(kept)).activities.map(({ text }) => text)).toEqual(['b']);
});

test('a text that names a personal day is shown for some minutes, then its record', async () => {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const { begin, read, send } = await startEndpoint(database, { now: () => new Date(time) });
  const opened = await begin();
  await send(opened.conversationId, reply('until 2026-03-12', { record: 'until ***' }));
  await send(opened.conversationId, reply('always'));
  const store = createStore(database.pool, assistantAccount('Assistant'));
  const texts = async () => (await read(opened)).activities.map(({ text }) => text);

  time += SHOWN_MINUTES * 60_000;
  await store.replaceByRecord(new Date(time));
  expect(await texts()).toEqual(['until 2026-03-12', 'always']);
  await store.replaceByRecord(new Date(time + 1));
  expect(await texts()).toEqual(['until ***', 'always']);
  const { rows } = await database.pool.query(
    'SELECT a::text AS row FROM direct_line_activity a WHERE conversation_id = $1',
    [opened.conversationId],
  );
  expect(JSON.stringify(rows)).not.toContain('2026-03-12');
});
