import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConversationFilter } from '../../../src/console/contract/conversations.ts';
import { dayIn } from '../../../src/console/conversations/day.ts';
import {
  type FacetEvent,
  facetsOf,
  facetsWanted,
} from '../../../src/console/conversations/facets.ts';
import {
  countConversations,
  findConversations,
} from '../../../src/console/conversations/search.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';

/*
 * What the search finds against what going through all conversations one by one finds, for filters
 * drawn at random.
 */

interface Row {
  id: string;
  started: Date;
  last: Date;
  facets: string[];
  /** On which something happened. */
  days: string[];
  words: string[];
}

let seed = 20_261_122;
const draw = (below: number) => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const pick = <T>(list: readonly T[]) => list[draw(list.length)]!;

const NOTHING: FacetEvent = {
  type: 'message',
  day: '2026-09-01',
  source: null,
  topic: null,
  flow: null,
  rule: null,
  outcome: null,
  reason: null,
  link: null,
  ending: null,
  path: null,
};

const DAY = 86_400_000;
const BEGIN = Date.parse('2026-09-01T00:00:00Z');
const WORDS = ['ten', 'mien', 'phi', 'tenor', 'doanh', 'nghiep'];
const TOPICS = ['a', 'b', 'c'];
const CHANNELS = ['web', 'zalo', 'telegram'];

let database: Database;
const rows: Row[] = [];
beforeAll(async () => {
  database = await testDatabase();
  for (let i = 0; i < 400; i++) {
    const last = new Date(BEGIN + draw(60 * 24) * (DAY / 24));
    const started = new Date(last.getTime() - pick([0, 0, 0, 3, 20]) * DAY);
    const channel = pick(CHANNELS);
    // Of some a link was opened after all was said.
    const after = draw(6) === 0 ? [new Date(last.getTime() + pick([1, 9, 30]) * DAY)] : [];
    const days = [...new Set([started, last, ...after].map(dayIn))];
    const events: FacetEvent[] = [{ ...NOTHING, type: 'topic-answered', topic: pick(TOPICS) }];
    if (draw(4) === 0) events.push({ ...NOTHING, type: 'handover-asked' });
    const of = { channel, source: null, lastAt: last, days: new Set(days) };
    const facets = facetsOf(of, events);
    const words = Array.from({ length: 3 }, () => pick(WORDS));
    const row = { id: randomUUID(), started, last, facets, days, words };
    rows.push(row);
    await database.pool.query(
      `INSERT INTO conversation_summary VALUES
         ($1, $2, NULL, $3, $4, $5, 1, 1, '', NULL, $6, to_tsvector('simple', $7))`,
      [row.id, channel, started, last, days.length > 1, facets, words.join(' ')],
    );
  }
  rows.sort((a, b) => b.last.getTime() - a.last.getTime() || (a.id < b.id ? 1 : -1));
});
afterAll(() => database.close());

const day = () => dayIn(new Date(BEGIN + draw(62) * DAY));

function anyFilter(): ConversationFilter {
  const days = [day(), day()].sort();
  const text = draw(2)
    ? `${pick(WORDS)} `
    : draw(3)
      ? pick(['te', 'doa'])
      : `"${pick(WORDS)} mien"`;
  return {
    ...(draw(3) === 0 && { text }),
    ...(draw(3) === 0 && { topic: pick(TOPICS) }),
    ...(draw(4) === 0 && { channel: pick(['web', 'web,zalo', 'telegram']) }),
    ...(draw(5) === 0 && { handedOver: true }),
    ...(draw(2) === 0 && { to: days[1]! }),
    ...(draw(3) === 0 && { from: days[0]! }),
  };
}

function matches(row: Row, filter: ConversationFilter): boolean {
  const { text, channel, from, to } = filter;
  const wanted = facetsWanted(filter);
  if (!wanted.every((facet) => row.facets.includes(facet))) return false;
  if (channel && !channel.split(',').some((name) => row.facets.includes(`channel:${name}`)))
    return false;
  if (from && to) {
    if (!row.days.some((day) => from <= day && day <= to)) return false;
  } else if (from ? dayIn(row.last) < from : to && dayIn(row.started) > to) return false;
  if (text === undefined) return true;
  const all = ` ${row.words.join(' ')} `;
  if (text.startsWith('"')) return all.includes(` ${text.slice(1, -1)} `);
  return text.endsWith(' ') ? all.includes(` ${text}`) : all.includes(` ${text}`);
}

const FILTERS = Array.from({ length: 150 }, anyFilter);

describe('the search finds what looking at each conversation finds', () => {
  test('page by page, newest first, and counts it', async () => {
    let found = 0;
    for (const filter of FILTERS) {
      const right = rows.filter((row) => matches(row, filter));
      const ids: string[] = [];
      let cursor: { lastAt: Date; id: string } | undefined;
      for (;;) {
        const page = await findConversations(database.pool, filter, {
          limit: 70,
          ...(cursor && { cursor }),
        });
        ids.push(...page.found.map((row) => row.conversation_id));
        const last = page.found.at(-1);
        if (!page.more || last === undefined) break;
        cursor = { lastAt: last.last_at, id: last.conversation_id };
      }
      expect(ids, JSON.stringify(filter)).toEqual(right.map(({ id }) => id));
      const total = await countConversations(database.pool, filter, 100);
      expect(total, JSON.stringify(filter)).toEqual({
        count: Math.min(right.length, 100),
        more: right.length > 100,
      });
      found += right.length;
    }
    expect(found).toBeGreaterThan(5000);
  });

  test('and its neighbours on both sides', async () => {
    for (const filter of FILTERS.slice(0, 60)) {
      const right = rows.filter((row) => matches(row, filter));
      const at = draw(Math.max(1, right.length));
      const here = right[at];
      if (here === undefined) continue;
      const cursor = { lastAt: here.last, id: here.id };
      for (const [direction, expected] of [
        ['newer', right[at - 1]?.id],
        ['older', right[at + 1]?.id],
      ] as const) {
        const page = await findConversations(database.pool, filter, {
          cursor,
          direction,
          limit: 1,
        });
        expect(page.found[0]?.conversation_id, JSON.stringify({ filter, direction })).toBe(
          expected,
        );
      }
    }
  });
});
