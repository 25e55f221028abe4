import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MIGRATIONS_DIR } from '../../src/database/migrate.ts';
import type { Database } from '../../src/database/open.ts';
import { secret } from '../../src/database/secrets.ts';
import { accountBy } from '../../src/outreach/account.ts';
import { openLink } from '../../src/outreach/links.ts';
import { message } from '../delivery/echo.ts';
import { type Pipeline, startPipeline } from '../delivery/pipeline.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
let pipeline: Pipeline;
let sending = async () => ({});

beforeEach(async () => {
  database = await testDatabase();
  sending = async () => ({});
  pipeline = await startPipeline(database, { send: () => sending(), backoffMs: [60_000, 60_000] });
});

afterEach(async () => {
  await pipeline.stop();
  await database.close();
});

async function everything(): Promise<string> {
  const tables = ['conversation', 'inbox', 'message', 'outbox', 'event', 'tracked_link'];
  const rows = await Promise.all(
    tables.map(async (table) => (await database.pool.query(`SELECT * FROM ${table}`)).rows),
  );
  return JSON.stringify(rows);
}

describe('a person who asks to be forgotten', () => {
  test('is: words, state and name are gone, the counts stay, the confirmation arrives', async () => {
    const account = accountBy(await secret(database.pool, 'account'));
    // Some platforms build the names of messages, both ways, of the person's.
    sending = async () => ({ deliveredId: '0912345678|1' });
    for (const [i, text] of ['my words', 'link', 'erase'].entries()) {
      await pipeline.accept(message('0912345678', `0912345678 ${i}`, text));
    }
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(3), 5000);
    expect(pipeline.textsFor('0912345678')).toEqual(['1: my words', '2: link', 'erased']);
    await expect.poll(everything).not.toMatch(/my words|0912345678|"pending"/);

    const { rows } = await database.pool.query(
      `SELECT c.person = 'erased:' || c.id AS renamed, c.state->>'misses' AS count,
              (SELECT count(*)::int FROM message) AS messages,
              (SELECT string_agg(type, ' ' ORDER BY id) FROM event) AS events,
              (SELECT count(DISTINCT account)::int FROM event) AS accounts,
              (SELECT bool_or(account = $1) FROM (
                 SELECT account FROM event UNION ALL SELECT account FROM tracked_link) a) AS known
         FROM conversation c`,
      [account('test', '0912345678')],
    );
    expect(rows).toEqual([
      {
        renamed: true,
        count: '0',
        messages: 0,
        events: 'message message link-offered message erasure-asked',
        accounts: 1,
        known: false,
      },
    ]);
  });

  test('stays forgotten when the platform sends the same events again', async () => {
    const events = ['my words', 'erase'].map((text) => message('ann', `ann ${text}`, text));
    for (const event of events) await pipeline.accept(event);
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: my words', 'erased']));
    await expect.poll(everything).not.toContain('"ann');
    expect(await Promise.all(events.map(pipeline.accept))).toEqual(['duplicate', 'duplicate']);
    expect(await everything()).not.toContain('"ann');
  });

  test('is also in what an earlier version erased', async () => {
    const event = message('ann', 'ann 1', 'erase');
    await pipeline.accept(event);
    await pipeline.accept(message('bob', 'bob 1', 'stays'));
    await expect.poll(everything).not.toMatch(/"ann|"pending"/);
    await database.pool.query(`UPDATE inbox SET event_id = 'ann 1' WHERE event_id LIKE 'erased:%'`);
    await database.pool.query(
      `UPDATE outbox o SET delivered_id = split_part(i.event_id, ' ', 1) || '|2' FROM inbox i
        WHERE i.conversation_id = o.conversation_id`,
    );
    expect(await everything()).toContain('ann|2');
    for (const name of ['20261123130000_superseded', '20261123170000_forgotten_deliveries']) {
      const sql = await readFile(join(MIGRATIONS_DIR, name, 'migration.sql'), 'utf8');
      await database.pool.query(sql);
    }
    expect(await everything()).not.toMatch(/ann[ |]/);
    expect(await everything()).toMatch(/bob 1.*bob\|2/);
    expect(await pipeline.accept(event)).toBe('duplicate');
  });

  test('is a new person with the next message, also with one written in the same moment', async () => {
    await Promise.all(
      ['before', 'erase', 'again', 'and again'].map((text) =>
        pipeline.accept(message('ann', text, text)),
      ),
    );
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(4), 5000);
    expect(pipeline.textsFor('ann')).toEqual(['1: before', 'erased', '1: again', '2: and again']);
    const { rows } = await database.pool.query(
      `SELECT person LIKE 'erased:%' AS erased, next_seq FROM conversation ORDER BY erased`,
    );
    expect(rows).toEqual([
      { erased: false, next_seq: 5 },
      { erased: true, next_seq: 5 },
    ]);
  });

  test('leaves no reply behind that could not be sent before', async () => {
    sending = async () => {
      throw new Error('the platform is away');
    };
    await pipeline.accept(message('ann', 'e1', 'my words'));
    await vi.waitFor(
      async () => expect(await everything()).toContain('the platform is away'),
      5000,
    );
    sending = async () => ({});
    await pipeline.accept(message('ann', 'e2', 'erase'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['erased']), 5000);
    await expect.poll(everything).not.toMatch(/my words|"ann"/);
  });

  test('leaves no trace in a link that is being opened at that moment', async () => {
    const account = accountBy(await secret(database.pool, 'account'));
    await pipeline.accept(message('ann', 'e1', 'link'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(1), 5000);
    const opening = await database.pool.connect();
    try {
      await opening.query('BEGIN');
      const { rows } = await opening.query('SELECT token, url FROM tracked_link');
      const host = new URL(rows[0].url).host;
      await openLink(opening as never, rows[0].token, true, [host], new Date());
      await pipeline.accept(message('ann', 'e2', 'erase'));
      // The erasure has come to the link, and waits.
      await vi.waitFor(async () => {
        const waiting = await database.pool.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        expect(waiting.rowCount).toBe(1);
      }, 5000);
      await opening.query('COMMIT');
    } finally {
      opening.release();
    }
    await vi.waitFor(() => expect(pipeline.textsFor('ann').at(-1)).toBe('erased'), 5000);
    const { rows } = await database.pool.query(
      `SELECT type FROM event WHERE account = $1 UNION ALL
       SELECT 'link' FROM tracked_link WHERE account = $1`,
      [account('test', 'ann')],
    );
    expect(rows).toEqual([]);
  });

  test('harms nobody else', async () => {
    await pipeline.accept(message('bob', 'e1', 'stays'));
    await pipeline.accept(message('ann', 'e2', 'erase'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(2), 5000);
    await sleep(50);
    const { rows } = await database.pool.query(
      `SELECT m.text FROM message m JOIN conversation c ON c.id = m.conversation_id
        WHERE c.person = 'bob' ORDER BY seq`,
    );
    expect(rows).toEqual([{ text: 'stays' }, { text: '1: stays' }]);
  });
});
