import { Temporal } from 'temporal-polyfill';
import { auditLog, auditOfficers } from '../../../src/console/contract/audit.ts';
import { simulation } from '../../../src/console/contract/flows.ts';
import { failedItems, health } from '../../../src/console/contract/health.ts';
import {
  misunderstood,
  misunderstoodFile,
  misunderstoodMessages,
} from '../../../src/console/contract/misunderstood.ts';
import { officers } from '../../../src/console/contract/officers.ts';
import { mySessions, session } from '../../../src/console/contract/session.ts';
import { dayIn } from '../../../src/console/conversations/day.ts';
import { type Asked, ask, askFile } from './asked.ts';
import { OFFICER } from './officers.ts';
import type { Visitor } from './visitor.ts';

/** What was not understood: the list, of all and of some, and its largest group. */
export async function misunderstoodPages(visitor: Visitor, now: Date): Promise<Asked[]> {
  const today = Temporal.PlainDate.from(dayIn(now));
  const from = today.subtract({ days: 30 }).toString();
  const { groups } = await visitor.call(misunderstood);
  const { id: group, count } = groups[0]!;
  const { next } = await visitor.call(misunderstoodMessages, { query: { group } });
  if (next === null)
    throw new Error(`the largest group: found ${count} messages, allowed 51 or more`);
  const filters = {
    all: {},
    'a month': { from, to: today.toString() },
    'a channel': { channel: 'zalo' },
    'one kind, of no source': { ending: 'not-understood' as const, source: '-' },
    'page 3': { page: 3 },
    'on the overview': { from, size: 5 },
  };
  return [
    ...Object.entries(filters).map(([name, query]) =>
      ask(['misunderstood', name], misunderstood, { query }, (answer) => answer.groups.length > 0),
    ),
    ...Object.entries({ 'first page': {}, 'next page': { cursor: next }, 'a month': { from } }).map(
      ([name, query]) =>
        ask(
          ['misunderstood, a group', name],
          misunderstoodMessages,
          { query: { ...query, group } },
          ({ messages }) => messages.length > 0,
        ),
    ),
    askFile(['misunderstood', 'all'], misunderstoodFile, {}),
  ];
}

/** The audit log, as each of its filters asks for it. */
export async function auditPages(visitor: Visitor, now: Date): Promise<Asked[]> {
  const today = Temporal.PlainDate.from(dayIn(now));
  const to = today.subtract({ days: 300 }).toString();
  // One who was there long ago, and so is not who measures.
  const seen = await visitor.call(auditLog, { query: { action: 'conversation-seen', to } });
  const { next } = await visitor.call(auditLog);
  const { about, officer } = seen.entries.at(-1)!;
  const filters = {
    'the latest': {},
    'next page': { before: next! },
    'long ago': { to },
    'an officer': { officer: officer!.id },
    'an officer, long ago': { officer: officer!.id, to },
    'an action': { action: 'exported' as const },
    'a conversation': { about: about! },
  };
  return [
    ...Object.entries(filters).map(([name, query]) =>
      ask(['audit log', name], auditLog, { query }, ({ entries }) => entries.length > 0),
    ),
    ask(['audit log', 'officers'], auditOfficers, {}, (answer) => answer.officers.length > 10),
  ];
}

/** The pages that hold little, and what every page asks for. */
export function otherPages(now: Date): Asked[] {
  const said = [{ text: 'id.vn có mất tiền không' }];
  return [
    ask(['every page', 'session'], session, {}, ({ me }) => me?.email === OFFICER.email),
    ask(['health', 'now'], health, {}, ({ channels, lag }) => {
      const isKnown = channels.some(({ lastReceived, lastSent }) => lastReceived && lastSent);
      return isKnown && lag.every(({ waiting }) => waiting === 0);
    }),
    ask(['health', 'failed'], failedItems, {}, ({ items }) => items.length > 0),
    ask(['officers', 'all'], officers, {}, (answer) => answer.officers.length > 10),
    ask(['account', 'sessions'], mySessions, {}, ({ sessions }) => sessions.length > 0),
    ask(
      ['simulator', 'from a question on'],
      simulation,
      { body: { on: dayIn(now), from: 'id-vn/birth-date', said } },
      ({ turns, unreachable }) => turns.length > 1 && !unreachable,
    ),
  ];
}
