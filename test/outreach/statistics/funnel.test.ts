import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadBot } from '../../../src/load.ts';
import { openLink } from '../../../src/outreach/links.ts';
import {
  answerCounts,
  type EdgeCount,
  edgeCounts,
} from '../../../src/outreach/statistics/flow-counts.ts';
import { checks, funnels } from '../../../src/outreach/statistics/funnel.ts';
import { periodOf } from '../../../src/outreach/statistics/period.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { toRespond } from '../../../src/respond.ts';
import { type Pipeline, startPipeline } from '../../delivery/pipeline.ts';
import { testDatabase } from '../../support/database.ts';

const loaded = loadBot();
const { bot } = loaded;
/** The day of the pipeline's clock, where the programme takes place. */
const known = { today: '2026-11-23', firstDay: '2026-11-23' };
const today = periodOf('day', known.today, known);
const yesterday = periodOf('day', '2026-11-22', known);

let database: Database;
let pipeline: Pipeline;

/** What people write or press, in order, each after the answer to the one before. */
async function say(person: string, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const before = pipeline.textsFor(person).length;
    const at = new Date('2026-11-22T18:00:00Z');
    const said = text.startsWith('topic:') ? { tap: text } : { text };
    await pipeline.accept({ channel: 'test', person, eventId: randomUUID(), at, ...said });
    await vi.waitFor(
      () => expect(pipeline.textsFor(person).length).toBeGreaterThan(before),
      10_000,
    );
  }
}

/** Every way through the real flows that the figures below tell of. */
beforeAll(async () => {
  database = await testDatabase();
  pipeline = await startPipeline(database, { respond: toRespond(createAssistant(loaded)) });
  await say('stays at the first question', 'kiểm tra id.vn');
  await say('stays at the birth date', 'kiểm tra id.vn', 'có ạ');
  await say('opens the link', 'kiểm tra id.vn', 'có ạ', '5/3/2006');
  await say('comes from the general check', 'kiểm tra điều kiện', 'cá nhân', 'có', '5/3/2015');
  await say('corrects the date', 'kiểm tra id.vn', 'có', '5/3/2006', 'à nhầm, em sinh 5/3/1990');
  await say('asks and is not understood', 'topic:id-vn-how', 'asdfgh qwerty zxcvb');
  const { rows } = await database.pool.query<{ token: string }>(
    `SELECT token FROM tracked_link JOIN conversation c ON c.id = conversation_id
      WHERE person = 'opens the link'`,
  );
  const hosts = bot.programme.allowedHosts;
  const now = new Date('2026-11-22T19:00:00Z');
  await openLink(database.pool, rows[0]!.token, true, hosts, now);
  await openLink(database.pool, rows[0]!.token, true, hosts, now);
  await readEvents(database.pool);
}, 60_000);

afterAll(async () => {
  await pipeline.stop();
  await database.close();
});

test('the checks are the flows that ask a rule about facts', () => {
  expect(checks(bot).map(({ name }) => name)).toEqual(['biz-vn', 'id-vn']);
});

test('from the start to the opened link, with where people left', async () => {
  const found = await funnels(database.pool, bot, today, {});
  const check = found.find(({ flow }) => flow === 'id-vn')!;
  expect(
    check.stages.map(({ kind, step, value, left, branch }) => [
      step ?? kind,
      value,
      left?.value ?? null,
      branch,
    ]),
  ).toEqual([
    ['started', 5, null, false],
    ['id-vn/citizen', 5, 1, false],
    ['id-vn/birth-date', 4, 1, true],
    ['id-vn/full-birth-date', 0, 0, true],
    ['decided', 3, null, false],
    ['offered', 2, null, false],
    ['opened', 1, null, false],
  ]);
  const other = found.find(({ flow }) => flow === 'biz-vn')!;
  expect(other.stages.map(({ value }) => value)).toEqual(other.stages.map(() => 0));
});

test('the edges of the flows, a jump with as many as came to it', async () => {
  const edges = (await edgeCounts(database.pool, bot.flows, today, {}))!;
  const count = (flow: string, from: string | null, label = '') => {
    const edge = edges.find(
      (e: EdgeCount) => e.flow === flow && e.from === from && e.label === label,
    )!;
    return [edge.count, edge.left];
  };
  expect(count('id-vn', null)).toEqual([5, 0]);
  expect(count('id-vn', 'open', 'open')).toEqual([5, 1]);
  expect(count('id-vn', 'citizen', 'yes')).toEqual([4, 1]);
  expect(count('id-vn', 'citizen', 'no')).toEqual([0, 0]);
  expect(count('id-vn', 'birth-date', 'date')).toEqual([3, 0]);
  expect(count('id-vn', 'decide', 'eligible')).toEqual([2, 0]);
  expect(count('id-vn', 'decide', 'not-eligible.over-23')).toEqual([1, 0]);
  expect(count('id-vn', 'decide', 'not-eligible.under-18')).toEqual([1, 0]);
  expect(count('check', 'which', 'person')).toEqual([1, 0]);
  expect(count('check', 'check-id-vn')).toEqual([1, 0]);
  expect(count('check', 'check-biz-vn')).toEqual([0, 0]);
});

test('answers, how often they were given and followed by a failure', async () => {
  const counts = (await answerCounts(database.pool, today, {}))!;
  expect([...counts]).toEqual([['id-vn-how', { given: 1, failed: 1 }]]);
});

test('where there is no data, nothing is said of anything', async () => {
  expect(await edgeCounts(database.pool, bot.flows, yesterday, {})).toBeNull();
  expect(await answerCounts(database.pool, yesterday, {})).toBeNull();
  expect(await funnels(database.pool, bot, yesterday, {})).toEqual([]);
});
