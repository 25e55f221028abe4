import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import {
  type ConversationFilter,
  conversation,
  conversationChoices,
  conversationSearch,
} from '../../../src/console/contract/conversations.ts';
import {
  breakdown,
  definitions,
  type Measure,
  NO_SOURCE,
} from '../../../src/console/contract/statistics.ts';
import { dayIn } from '../../../src/console/conversations/day.ts';
import { TRANSCRIPT_PAGE } from '../../../src/console/conversations/transcript.ts';
import { type Asked, ask } from './asked.ts';
import { NEW_SOURCE, OLD_SOURCE, OLD_WORD, RARE_WORD } from './copies.ts';
import { DAYS } from './original.ts';
import type { Visitor } from './visitor.ts';

type Filter = z.input<typeof ConversationFilter>;

/** The day so many days before. */
const daysAgo = (now: Date) => {
  const today = Temporal.PlainDate.from(dayIn(now));
  return (days: number) => today.subtract({ days }).toString();
};

/** Stretches of time, by how long ago they were and how long they are. */
function spansUntil(now: Date) {
  const ago = daysAgo(now);
  return {
    'the last month': { from: ago(30), to: ago(0) },
    'a week': { from: ago(97), to: ago(91) },
    'a quarter': { from: ago(181), to: ago(90) },
    'a month long ago': { from: ago(DAYS - 40), to: ago(DAYS - 70) },
    'all the time': { from: ago(DAYS), to: ago(0) },
  };
}

/** What of a measure there is most of, and what least. */
async function extremesOf(visitor: Visitor, measure: Measure): Promise<[string, string]> {
  const { rows } = await visitor.call(breakdown, {
    query: { kind: 'programme', measure, by: 'key' },
  });
  return [rows[0]!.key, rows.at(-1)!.key];
}

/** The links of figures: those of which the events say which conversations they count. */
const FIGURES: Record<string, Filter> = {
  accounts: { measure: 'accounts' },
  'not understood': { measure: 'not-understood' },
  'decided eligible': { measure: 'decisions', key: 'id-vn:eligible' },
  'asked a question': { measure: 'steps', key: 'id-vn/citizen' },
  'stopped at a question': { measure: 'steps-left', key: 'id-vn/birth-date' },
  'link of a check opened': { measure: 'runs-opened', key: 'id-vn' },
  'messages of no source': { measure: 'messages', source: NO_SOURCE },
  'answers that failed': { measure: 'answers-failed' },
};

/** Searches by what makes them easy or hard: how common it is, and where in the time it lies. */
async function searches(visitor: Visitor, now: Date): Promise<Record<string, Filter>> {
  const spans = spansUntil(now);
  const [topic, rareTopic] = await extremesOf(visitor, 'questions');
  const [outcome, rareOutcome] = await extremesOf(visitor, 'decisions');
  const { sources } = await visitor.call(definitions);
  const [source, rareSource] = [sources.find((name) => name !== NO_SOURCE)!, sources.at(-1)!];
  const then = spans['a month long ago'];
  const ago = daysAgo(now);
  const clicked = Object.entries(spans).flatMap(([when, span]) =>
    Object.entries(FIGURES).map(([what, figure]): [string, Filter] => [
      `figure: ${what}, ${when}`,
      { ...figure, ...span },
    ]),
  );
  return {
    everything: {},
    'a common word': { text: 'vn ' },
    'several common words': { text: 'đăng ký tên miền ' },
    'a phrase': { text: '"tên miền"' },
    'a beginning': { text: 'ti' },
    'a rare word': { text: `${RARE_WORD} ` },
    'a rare word with common ones': { text: `tên miền ${RARE_WORD} ` },
    'a rare beginning': { text: RARE_WORD.slice(0, -1) },
    'a word of long ago': { text: `${OLD_WORD} ` },
    'a word of long ago with a common one': { text: `${OLD_WORD} vn ` },
    'a topic': { topic },
    'a rare topic': { topic: rareTopic },
    'an outcome': { outcome },
    'a rare outcome': { outcome: rareOutcome },
    'an ending': { ending: 'answered' },
    'a rare ending': { ending: 'handed-over' },
    'a source': { source },
    'a rare source': { source: rareSource },
    'a source of long ago': { source: OLD_SOURCE },
    'a channel': { channel: 'zalo' },
    'two channels': { channel: 'web,telegram' },
    'handed over': { handedOver: 'true' },
    'not understood': { misunderstood: 'true' },
    'since some days': { from: ago(10) },
    'until long ago': { to: ago(DAYS - 40) },
    'common words, a month long ago': { ...then, text: 'tên miền ' },
    'a source of long ago, then': { ...then, source: OLD_SOURCE },
    'no source, the last month': { ...spans['the last month'], source: NO_SOURCE },
    'words, topic, channel, ending and days': {
      ...spans['all the time'],
      text: 'miền',
      topic,
      channel: 'web,zalo',
      ending: 'answered',
    },
    'figure: accounts, yesterday': { measure: 'accounts', from: ago(1), to: ago(1) },
    'figure: accounts, a day long ago': { measure: 'accounts', from: ago(350), to: ago(350) },
    ...Object.fromEntries(clicked),
  };
}

/** What nothing can match, and so has to be looked for everywhere. */
const NOTHING: Record<string, Filter> = {
  'no such word': { text: 'khongcochunay ' },
  'two that exclude each other': { text: `${OLD_WORD} `, source: NEW_SOURCE },
  'common ones with what nothing has': {
    text: 'miền',
    topic: 'no-such-topic',
    channel: 'web,zalo',
    ending: 'answered',
    from: '2025-11-01',
    to: '2026-11-22',
  },
};

/**
 * What the search asks for, its first page with the total and its second, and transcripts with their
 * neighbours in it.
 *
 * @param long a conversation of more messages than one page holds
 */
export async function conversationPages(
  visitor: Visitor,
  { now, long }: { now: Date; long: string },
): Promise<Asked[]> {
  const asked = [
    ask(['search', 'choices'], conversationChoices, {}, ({ sources }) => sources.length > 50),
    ...Object.entries(NOTHING).map(([name, query]) =>
      ask(['search', name], conversationSearch, { query }, ({ total }) => total?.count === 0),
    ),
  ];
  for (const [name, query] of Object.entries(await searches(visitor, now))) {
    asked.push(
      ask(['search', name], conversationSearch, { query }, ({ conversations, total }) => {
        return conversations.length > 0 && total !== null && total.count >= conversations.length;
      }),
    );
    const { conversations, next } = await visitor.call(conversationSearch, { query });
    if (next === null) continue;
    asked.push(
      ask(
        ['search, next page', name],
        conversationSearch,
        { query: { ...query, cursor: next } },
        (answer) => answer.conversations.length > 0,
      ),
      ask(
        ['transcript', `at the end of a page: ${name}`],
        conversation,
        { query: { ...query, id: conversations.at(-1)!.id } },
        ({ messages, newer, older }) => messages.length > 0 && newer !== null && older !== null,
      ),
    );
  }
  const { next } = await visitor.call(conversation, { query: { id: long } });
  return [
    ...asked,
    ask(
      ['transcript', `${TRANSCRIPT_PAGE} messages of more`],
      conversation,
      { query: { id: long } },
      ({ messages, newer, older }) =>
        messages.length === TRANSCRIPT_PAGE && newer !== null && older !== null,
    ),
    ask(
      ['transcript', 'the rest of them'],
      conversation,
      { query: { id: long, after: next ?? 0 } },
      ({ messages }) => messages.length > 0 && messages.length < TRANSCRIPT_PAGE,
    ),
  ];
}
