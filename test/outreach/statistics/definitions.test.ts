import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { DEFINITIONS } from '../../../src/outreach/statistics/definitions.ts';
import { MEASURES, type Measure } from '../../../src/outreach/statistics/measure.ts';
import { periodOf } from '../../../src/outreach/statistics/period.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import {
  breakdown,
  type Filters,
  filterChoices,
  known,
  series,
  totals,
} from '../../../src/outreach/statistics/query.ts';
import { testDatabase } from '../../support/database.ts';
import { type GivenEvent, insertEvents } from './counting.ts';

let database: Database;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(() => database.close());

async function given(...events: GivenEvent[]): Promise<void> {
  await insertEvents(database.pool, events);
  await readEvents(database.pool);
}

const quarter = async (day = '2026-11-22') =>
  periodOf('quarter', day, await known(database.pool, '2026-11-22'));

async function total(measure: Measure, filters: Filters = {}): Promise<number | null> {
  return (await totals(database.pool, [measure], await quarter(), filters))[measure];
}

/** A breakdown as `{ key: value }`. */
async function by(
  measure: Measure,
  dimension: 'channel' | 'source' | 'key',
  filters: Filters = {},
): Promise<Record<string, number>> {
  const rows = await breakdown(database.pool, measure, dimension, await quarter(), filters);
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

const D1 = '2026-11-20';
const D2 = '2026-11-21';

test('every measure has its one definition, in words too', () => {
  expect(DEFINITIONS.map(({ id }) => id)).toEqual([...MEASURES]);
  expect(new Set(DEFINITIONS.map(({ name }) => name)).size).toBe(MEASURES.length);
  for (const { words } of DEFINITIONS) expect(words).toMatch(/^\p{Lu}.{40,}[.]$/u);
});

describe('accounts', () => {
  beforeEach(() =>
    given(
      { type: 'message', at: D1, conversation: 1, account: 1 },
      { type: 'message', at: D1, conversation: 1, account: 1 },
      { type: 'message', at: D2, conversation: 1, account: 1, source: 'qr' },
      { type: 'message', at: D2, conversation: 2, account: 2, source: 'qr' },
      { type: 'message', at: D2, conversation: 3, account: 3, channel: 'zalo' },
      // Nobody is reached by an opened link or a message that the assistant kept silent to.
      { type: 'link-opened', at: D2, conversation: 4, account: 4, link: 'registration' },
    ),
  );

  test('count once in a period, and once in each channel', async () => {
    expect(await total('accounts')).toBe(3);
    expect(await total('accounts', { channels: ['web'] })).toBe(2);
    expect(await by('accounts', 'channel')).toEqual({ web: 2, zalo: 1 });
  });

  test('do not add up over days nor over sources', async () => {
    const period = await quarter();
    const days = ['2026-11-20', '2026-11-21'].map((day) => ({
      ...period,
      kind: 'day' as const,
      start: day,
      end: day,
    }));
    const lines = await series(database.pool, 'accounts', 'day', days, {});
    expect(lines.get(null)).toEqual([1, 3]);
    expect(await by('accounts', 'source')).toEqual({ '-': 2, qr: 2 });
    expect(await total('accounts', { source: 'qr' })).toBe(2);
    expect(await total('accounts', { source: '-', channels: ['zalo'] })).toBe(1);
  });

  test('one person on two channels is two', async () => {
    await given({ type: 'message', at: D2, conversation: 5, account: 1, channel: 'zalo' });
    expect(await total('accounts')).toBe(4);
  });
});

test('a conversation is an account on a channel on a day; messages are all that were answered', async () => {
  await given(
    { type: 'message', at: D1, conversation: 1 },
    { type: 'message', at: D1, conversation: 1, ending: 'failed' },
    { type: 'message', at: D2, conversation: 1 },
    { type: 'message', at: D2, conversation: 2, channel: 'zalo' },
    { type: 'started', at: D2, conversation: 3 },
  );
  expect(await total('conversations')).toBe(3);
  expect(await by('conversations', 'channel')).toEqual({ web: 2, zalo: 1 });
  expect(await total('messages')).toBe(4);
});

test('questions by topic, decisions by rule, outcome and reason, handovers by reason', async () => {
  const decided = { type: 'decided', at: D1, flow: 'id-vn', rule: 'id-vn' };
  await given(
    { type: 'topic-answered', at: D1, topic: 'cost' },
    { type: 'topic-answered', at: D2, topic: 'cost', source: 'qr' },
    { type: 'topic-answered', at: D2, topic: 'what' },
    { type: 'not-understood', at: D2 },
    { ...decided, outcome: 'eligible', reason: null },
    { ...decided, outcome: 'not-eligible', reason: 'under-18' },
    { ...decided, outcome: 'not-eligible', reason: 'under-18', channel: 'zalo' },
    { type: 'handover-asked', at: D2, reason: 'person-asked' },
  );
  expect(await by('questions', 'key')).toEqual({ cost: 2, what: 1 });
  expect(await by('questions', 'key', { source: 'qr' })).toEqual({ cost: 1 });
  expect(await by('questions', 'source')).toEqual({ '-': 2, qr: 1 });
  expect(await total('not-understood')).toBe(1);
  expect(await by('decisions', 'key')).toEqual({
    'id-vn:eligible': 1,
    'id-vn:not-eligible.under-18': 2,
  });
  expect(await total('decisions', { channels: ['zalo'] })).toBe(1);
  expect(await by('handovers', 'key')).toEqual({ 'person-asked': 1 });
});

test('a result is one of a check, which may be that the offer is over', async () => {
  const ended = { type: 'decided', at: D1, rule: 'programme', outcome: 'ended', reason: null };
  await given(
    { ...ended, flow: 'id-vn' },
    { ...ended, flow: 'link' },
    { ...ended, flow: 'register' },
  );
  expect(await by('decisions', 'key')).toEqual({ 'programme:ended': 1 });
  expect(await by('runs-decided', 'key')).toEqual({ 'id-vn': 1 });
});

test('a link is opened once, on the day of the first time; openings are all of them', async () => {
  const opened = { type: 'link-opened', link: 'registration' };
  await given(
    { type: 'link-offered', at: D1, link: 'registration' },
    { type: 'link-offered', at: D1, link: 'registration' },
    { ...opened, at: D1 },
    { ...opened, at: D2 },
    { ...opened, at: D2, conversation: 2 },
    { ...opened, at: D2, link: 'materials' },
  );
  expect(await by('links-offered', 'key')).toEqual({ registration: 2 });
  expect(await by('links-opened', 'key')).toEqual({ registration: 2, materials: 1 });
  expect(await by('link-openings', 'key')).toEqual({ registration: 3, materials: 1 });
});

test('steps and ways count conversations once a day; who left is where the last question of a flow was', async () => {
  const begin = ['entered:id-vn', 'id-vn/open:open', 'id-vn/citizen'];
  await given(
    { type: 'message', at: D1, path: begin },
    { type: 'message', at: D1, path: ['id-vn/citizen=yes', 'id-vn/birth-date'] },
    // Back and again: a step on a second visit is the same step.
    { type: 'message', at: D1, path: ['id-vn/citizen'] },
    { type: 'message', at: D1, path: ['id-vn/citizen=yes#1', 'id-vn/birth-date'] },
    { type: 'message', at: D1, path: ['entered:menu', 'menu/menu', 'left:menu'] },
    { type: 'message', at: D1, conversation: 2, path: begin },
    { type: 'message', at: D1, conversation: 2, path: ['id-vn/citizen=yes', 'id-vn/birth-date'] },
    // Whoever goes back stands at the question that is asked again.
    { type: 'message', at: D1, conversation: 2, path: ['id-vn/citizen'] },
    { type: 'message', at: D2, path: ['id-vn/birth-date=*', 'id-vn/eligible', 'left:id-vn'] },
  );
  expect(await by('steps', 'key')).toEqual({
    'entered:id-vn': 2,
    'id-vn/open': 2,
    'id-vn/open:open': 2,
    'id-vn/citizen': 2,
    'id-vn/citizen=yes': 2,
    // Two on the first day, one on the second.
    'id-vn/birth-date': 3,
    'id-vn/birth-date=*': 1,
    'id-vn/eligible': 1,
    'left:id-vn': 1,
    'entered:menu': 1,
    'menu/menu': 1,
    'left:menu': 1,
  });
  expect(await by('steps-left', 'key')).toEqual({ 'id-vn/birth-date': 1, 'id-vn/citizen': 1 });
});

test('a step that several ways lead to counts a conversation once; nobody stands at a jump', async () => {
  await given(
    {
      type: 'message',
      at: D1,
      path: [
        'entered:check',
        'check/which=person',
        'entered:check/go',
        'entered:id-vn',
        'id-vn/when',
      ],
    },
    { type: 'message', at: D1, path: ['id-vn/when=*', 'id-vn/decide:incomplete', 'id-vn/full'] },
    { type: 'message', at: D1, path: ['id-vn/full=*', 'id-vn/decide:eligible', 'left:id-vn'] },
    { type: 'message', at: D2, path: ['left:check/go', 'left:check'] },
  );
  expect(await by('steps', 'key')).toMatchObject({
    'id-vn/decide': 1,
    'id-vn/decide:incomplete': 1,
    'id-vn/decide:eligible': 1,
    'check/go': 2,
    'entered:check/go': 1,
    'left:check/go': 1,
  });
  expect(await by('steps-left', 'key')).toEqual({});
});

test('a check is followed from its start to the opened link, which counts for the flow that last gave it', async () => {
  const check = [
    'entered:check',
    'check/which=person',
    'entered:check/check-id-vn',
    'entered:id-vn',
    'id-vn/eligible',
    'left:id-vn',
    'left:check/check-id-vn',
    'left:check',
  ];
  const decided = {
    type: 'decided',
    flow: 'id-vn',
    rule: 'id-vn',
    outcome: 'eligible',
    reason: null,
  };
  await given(
    { type: 'message', at: D1, path: check },
    { type: 'flow-started', at: D1, flow: 'check' },
    { type: 'flow-started', at: D1, flow: 'id-vn' },
    { ...decided, at: D1 },
    { ...decided, at: D1 },
    { type: 'link-offered', at: D1, link: 'registration' },
    { type: 'message', at: D1, ending: 'answered' },
    // A day later, and with that flow as the last to give it.
    { type: 'link-opened', at: D2, link: 'registration' },
    { type: 'message', at: `${D2}T10:00`, path: ['entered:link', 'link/link', 'left:link'] },
    { type: 'link-offered', at: `${D2}T10:00`, link: 'registration' },
    { type: 'link-opened', at: `${D2}T11:00`, link: 'registration' },
  );
  expect(await by('runs-started', 'key')).toEqual({ check: 1, 'id-vn': 1 });
  expect(await by('runs-decided', 'key')).toEqual({ 'id-vn': 1 });
  expect(await by('runs-offered', 'key')).toEqual({ 'id-vn': 1, link: 1 });
  expect(await by('runs-opened', 'key')).toEqual({ 'id-vn': 1, link: 1 });
});

test('an answer failed when the next message of that day was not understood or asked for an officer', async () => {
  const answered = (conversation: number, topic: string): GivenEvent[] => [
    { type: 'message', at: D1, conversation, ending: 'answered' },
    { type: 'topic-answered', at: D1, conversation, topic },
  ];
  const then = (conversation: number, ending: string, at = D1): GivenEvent => ({
    type: 'message',
    at,
    conversation,
    ending,
  });
  await given(
    ...answered(1, 'a'),
    ...answered(2, 'b'),
    then(1, 'not-understood'),
    then(2, 'answered'),
    then(2, 'not-understood'),
    ...answered(3, 'c'),
    then(3, 'handed-over'),
    ...answered(4, 'd'),
    then(4, 'not-understood', D2),
    // Its own turn is no failure of what it answered.
    { type: 'message', at: D1, conversation: 5, ending: 'handed-over' },
    { type: 'topic-answered', at: D1, conversation: 5, topic: 'e' },
  );
  expect(await by('answers-failed', 'key')).toEqual({ a: 1, c: 1 });
});

test('a period without data is unknown, not zero', async () => {
  await given({ type: 'message', at: D1 });
  const { pool } = database;
  const before = await quarter('2026-09-30');
  expect(before.state).toBe('missing');
  expect((await totals(pool, ['messages'], before, {})).messages).toBeNull();
  expect(await breakdown(pool, 'messages', 'channel', before, {})).toEqual([]);
  expect((await totals(pool, ['messages'], await quarter(), { channels: ['zalo'] })).messages).toBe(
    0,
  );
});

test('the filters offer what occurs; a source is whatever a link was named', async () => {
  await given(
    { type: 'message', at: D1, conversation: 1, source: '*' },
    { type: 'message', at: D1, conversation: 2, source: '*' },
    { type: 'message', at: D1, conversation: 3, source: '=a b', channel: 'zalo' },
    { type: 'message', at: D1, conversation: 4, source: null },
  );
  const { channels, sources } = await filterChoices(database.pool);
  expect(channels).toEqual(['web', 'zalo']);
  expect(sources).toEqual(['*', '-', '=a b']);
  expect(await total('messages', { source: '*' })).toBe(2);
  expect(await by('messages', 'source')).toEqual({ '*': 2, '-': 1, '=a b': 1 });
  expect(await total('messages')).toBe(4);
});
