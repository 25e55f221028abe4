import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadBot } from '../../../src/load.ts';
import { openLink } from '../../../src/outreach/links.ts';
import { CHECKS } from '../../../src/outreach/statistics/definitions.ts';
import { answerCounts, flowCounts } from '../../../src/outreach/statistics/flow-counts.ts';
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
  await say('takes an answer back', 'kiểm tra id.vn', 'có ạ', 'quay lại');
  await say('comes to the result twice', 'kiểm tra id.vn', 'có ạ', '2008', '5/3/2008');
  await say('stays in the other flow', 'kiểm tra điều kiện', 'cá nhân');
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
  // What the figures count as a result: SQL cannot look into the flows.
  expect(checks(bot).map(({ name }) => name)).toEqual(CHECKS);
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
    ['started', 8, null, false],
    ['id-vn/citizen', 8, 3, false],
    ['id-vn/birth-date', 6, 1, true],
    ['id-vn/full-birth-date', 1, 0, true],
    ['decided', 4, null, false],
    ['offered', 3, null, false],
    ['opened', 1, null, false],
  ]);
  const other = found.find(({ flow }) => flow === 'biz-vn')!;
  expect(other.stages.map(({ value }) => value)).toEqual(other.stages.map(() => 0));
});

test('the ways of the flows, each conversation once in each', async () => {
  const flows = (await flowCounts(database.pool, bot.flows, today, {}))!;
  const way = (flow: string, from: string | null, label = '') =>
    flows.get(flow)!.edges.find((edge) => edge.from === from && edge.label === label)!.count;
  expect(way('id-vn', null)).toBe(8);
  expect(way('id-vn', 'open', 'open')).toBe(8);
  expect(way('id-vn', 'citizen', 'yes')).toBe(6);
  expect(way('id-vn', 'citizen', 'no')).toBe(0);
  expect(way('id-vn', 'birth-date', 'date')).toBe(4);
  expect(way('id-vn', 'decide', 'incomplete.birth-date')).toBe(1);
  expect(way('id-vn', 'decide', 'eligible')).toBe(3);
  expect(way('id-vn', 'decide', 'not-eligible.over-23')).toBe(1);
  expect(way('id-vn', 'decide', 'not-eligible.under-18')).toBe(1);
  expect(way('check', 'which', 'person')).toBe(2);
  // One came back from there, the other is still at a question of it.
  expect(way('check', 'check-id-vn')).toBe(1);
  expect(way('check', 'check-biz-vn')).toBe(0);
});

test('the steps of the flows, each conversation once in each, whichever way it came', async () => {
  const flows = (await flowCounts(database.pool, bot.flows, today, {}))!;
  const step = (flow: string, name: string) => {
    const { count, left } = flows.get(flow)!.steps.find(({ step }) => step === name)!;
    return [count, left];
  };
  expect(step('id-vn', 'citizen')).toEqual([8, 3]);
  expect(step('id-vn', 'decide')).toEqual([4, null]);
  expect(step('check', 'which')).toEqual([2, 0]);
  expect(step('check', 'check-id-vn')).toEqual([2, null]);
});

test('answers, how often they were given and followed by a failure', async () => {
  const counts = (await answerCounts(database.pool, today, {}))!;
  expect([...counts]).toEqual([['id-vn-how', { given: 1, failed: 1 }]]);
});

test('where there is no data, nothing is said of anything', async () => {
  expect(await flowCounts(database.pool, bot.flows, yesterday, {})).toBeNull();
  expect(await answerCounts(database.pool, yesterday, {})).toBeNull();
  expect(await funnels(database.pool, bot, yesterday, {})).toEqual([]);
});
