import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import type { Projection } from '../projector.ts';
import { dayIn } from './day.ts';
import { type FacetEvent, facetsOf } from './facets.ts';
import { follow } from './follow.ts';
import { hide } from './hide.ts';
import { searchWords } from './words.ts';

/** Characters of a preview. */
const PREVIEW = 160;

/**
 * Keeps `conversation_summary` up to date, what conversations are searched by. A conversation whose
 * messages are new, or events, is summed up anew as a whole; one that was erased has no summary,
 * and neither has one in which the assistant kept silent throughout.
 */
export function summaryProjection(pool: Pool): Projection {
  return follow({
    pool,
    name: 'conversations',
    apply: (client, { conversations }) => summarise(client, conversations),
  });
}

interface ConversationRow {
  id: string;
  channel: string;
  source: string | null;
  erased: boolean;
}

interface SeenEvent extends FacetEvent {
  conversation_id: string;
  at: Date;
}

interface MessageRow {
  conversation_id: string;
  direction: 'in' | 'out';
  text: string;
  ending: string | null;
  at: Date;
}

const CONVERSATIONS = `
SELECT id, channel, source, person LIKE 'erased:%' AS erased FROM conversation WHERE id = ANY ($1)`;

const MESSAGES = `
SELECT conversation_id, direction, text, ending, at FROM message
 WHERE conversation_id = ANY ($1) ORDER BY conversation_id, seq`;

const EVENTS = `
SELECT conversation_id, type, at, day::text, source, topic, flow, rule, outcome, reason, link, ending, path FROM event
 WHERE conversation_id = ANY ($1) ORDER BY id`;

const WRITE = `
INSERT INTO conversation_summary AS s
  (conversation_id, channel, source, started_at, last_at, returned, received, replied, preview,
   ending, facets, words)
SELECT id, channel, source, started_at, last_at, returned, received, replied, preview, ending, facets,
       to_tsvector('simple', words)
  FROM json_to_recordset($1::json)
    AS r(id uuid, channel text, source text, started_at timestamptz, last_at timestamptz,
         returned boolean, received int, replied int, preview text, ending text, facets text[], words text)
ON CONFLICT (conversation_id) DO UPDATE
   SET source = excluded.source, started_at = excluded.started_at, last_at = excluded.last_at,
       returned = excluded.returned, received = excluded.received, replied = excluded.replied,
       preview = excluded.preview, ending = excluded.ending, facets = excluded.facets,
       words = excluded.words`;

async function summarise(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  const conversations = await client.query<ConversationRow>(CONVERSATIONS, [ids]);
  const messages = await client.query<MessageRow>(MESSAGES, [ids]);
  const events = await client.query<SeenEvent>(EVENTS, [ids]);
  const said = Map.groupBy(messages.rows, (row) => row.conversation_id);
  const happened = Map.groupBy(events.rows, (row) => row.conversation_id);
  const rows = conversations.rows.flatMap(
    (row) => summaryOf(row, said.get(row.id) ?? [], happened.get(row.id) ?? []) ?? [],
  );
  const kept = new Set(rows.map(({ id }) => id));
  await client.query('DELETE FROM conversation_summary WHERE conversation_id = ANY ($1)', [
    ids.filter((id) => !kept.has(id)),
  ]);
  await client.query(WRITE, [JSON.stringify(rows)]);
}

function summaryOf(
  { id, channel, source, erased }: ConversationRow,
  messages: readonly MessageRow[],
  events: readonly SeenEvent[],
) {
  const received = messages.filter(({ direction }) => direction === 'in');
  const heard = received.filter(({ ending }) => ending !== 'silent');
  if (erased || heard.length === 0) return undefined;
  // Platforms have clocks of their own, and figures go by ours.
  const turns = events.filter(({ type }) => type === 'message');
  const times = [...messages, ...turns].map(({ at }) => at.getTime());
  const startedAt = new Date(Math.min(...times));
  const lastAt = new Date(Math.max(...times));
  // Words are indexed as they are shown: what is hidden cannot be found out by searching for it.
  const words = heard.map(({ text, at }) => hide(text, dayIn(at)).text).filter((t) => t !== '');
  // Also what the assistant kept silent to: an officer was asked, and answered.
  const days = new Set([...received.map(({ at }) => dayIn(at)), ...events.map(({ day }) => day)]);
  for (const at of [startedAt, lastAt]) days.add(dayIn(at));
  return {
    id,
    channel,
    source,
    started_at: startedAt,
    last_at: lastAt,
    returned: days.size > 1,
    received: heard.length,
    replied: messages.length - received.length,
    preview: (words[0] ?? '').slice(0, PREVIEW),
    ending: heard.at(-1)!.ending,
    facets: facetsOf({ channel, source, lastAt, days }, events),
    words: words.map(searchWords).join(' '),
  };
}
