import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import { forgetSummaries } from '../../privacy/erase.ts';
import { MISUNDERSTOOD } from '../contract/misunderstood.ts';
import type { Projection } from '../projector.ts';
import { dayIn } from './day.ts';
import { follow } from './follow.ts';
import { hide } from './hide.ts';
import { ALIKE, type Likeness, shared } from './likeness.ts';

/**
 * Gathers what was not understood into groups by likeness, as it comes in. A message joins the group
 * that begins with the same words, else the one it is most like (at least {@link ALIKE}), else it
 * begins a new one. A group never changes what it is about.
 */
export function misunderstoodProjection(pool: Pool, likeness: Likeness): Projection {
  return follow({
    pool,
    name: 'misunderstood',
    async apply(client, { messages, conversations }) {
      await gather(client, likeness, messages);
      await forgetErased(client, conversations);
    },
  });
}

interface MessageRow {
  id: string;
  conversation_id: string;
  seq: number;
  channel: string;
  source: string | null;
  text: string;
  ending: string;
  at: Date;
}

/** Choices are also offered to who asks for the menu, which was understood. */
const MESSAGES = `
SELECT m.id, m.conversation_id, m.seq, c.channel, c.source, m.text, m.ending, m.at
  FROM message m JOIN conversation c ON c.id = m.conversation_id
 WHERE m.id = ANY ($1) AND m.direction = 'in' AND m.ending = ANY ($2) AND m.text <> ''
   AND NOT coalesce(m.understood ?| ARRAY['command', 'tap', 'smalltalk'], false)
 ORDER BY m.id`;

const WRITE = `
INSERT INTO misunderstood_message (message_id, group_id, conversation_id, seq, channel, ending, at, source)
SELECT * FROM json_to_recordset($1::json)
  AS r(id bigint, group_id bigint, conversation_id uuid, seq int, channel text, ending text, at timestamptz,
       source text)
ON CONFLICT (message_id) DO NOTHING`;

async function gather(
  client: pg.ClientBase,
  likeness: Likeness,
  ids: readonly string[],
): Promise<void> {
  const { rows } = await client.query<MessageRow>(MESSAGES, [ids, MISUNDERSTOOD]);
  const groups = new Map<string, string>();
  const gathered: (Omit<MessageRow, 'text'> & { group_id: string })[] = [];
  for (const { text, ...row } of rows) {
    const words = likeness.contentWords(hide(text, dayIn(row.at)).text);
    if (words.length === 0) continue;
    const key = words.join(' ');
    const group = groups.get(key) ?? (await groupOf(client, likeness, words, key));
    groups.set(key, group);
    gathered.push({ ...row, group_id: group });
  }
  await client.query(WRITE, [JSON.stringify(gathered)]);
}

async function groupOf(
  client: pg.ClientBase,
  likeness: Likeness,
  words: readonly string[],
  key: string,
): Promise<string> {
  const same = await client.query<{ id: string }>(
    'SELECT id FROM misunderstood_group WHERE key = $1',
    [key],
  );
  if (same.rows[0] !== undefined) return same.rows[0].id;
  const rare = likeness.rarest(words);
  const near = await client.query<{ id: string; words: string[] }>(
    'SELECT id, words FROM misunderstood_group WHERE rare && $1::text[] ORDER BY id',
    [rare],
  );
  let best: { id: string; much: number } | undefined;
  for (const group of near.rows) {
    const much = shared(words, group.words);
    if (much >= ALIKE && much > (best?.much ?? 0)) best = { id: group.id, much };
  }
  if (best !== undefined) return best.id;
  const made = await client.query<{ id: string }>(
    'INSERT INTO misunderstood_group (key, words, rare) VALUES ($1, $2, $3) RETURNING id',
    [key, words, rare],
  );
  return made.rows[0]!.id;
}

/** A conversation may have been erased while its messages were gathered; its erasure is an event that leads here. */
async function forgetErased(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM conversation WHERE id = ANY ($1) AND person LIKE 'erased:%'`,
    [ids],
  );
  await forgetSummaries(
    client,
    rows.map(({ id }) => id),
  );
}
