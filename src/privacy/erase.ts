import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { CHANNELS } from '../channels/all.ts';
import { forgottenEvent } from '../database/forgotten-event.ts';

/** A conversation whose person asked to be forgotten. */
export interface Erasure {
  conversationId: string;
  /** Who it was, while that is still known: channels that keep a copy of the conversation go by it. */
  person: string;
  /** Replies with this number and later ones are still on their way: the confirmation is among them. */
  fromSeq: number;
}

const ERASE = [
  `DELETE FROM message m USING erased e WHERE m.conversation_id = e.id`,
  `DELETE FROM outbox o USING erased e WHERE o.conversation_id = e.id AND o.seq < e.from_seq`,
  `UPDATE inbox i SET payload = NULL, person = NULL, error = NULL,
          event_id = ${forgottenEvent('i.event_id')}
     FROM erased e WHERE i.conversation_id = e.id AND i.status <> 'unread'`,
  // Links before events: one that is being opened now is waited for, and its event is met then.
  `UPDATE tracked_link l SET account = e.forgotten FROM erased e WHERE l.conversation_id = e.id`,
  `UPDATE event v SET account = e.forgotten FROM erased e WHERE v.conversation_id = e.id`,
  `UPDATE conversation c SET person = 'erased:' || c.id FROM erased e WHERE c.id = e.id`,
];

/**
 * Forgets people: their transcript, what is left of their messages and replies, and who they are.
 * The conversation stays under a name that leads to nobody, so that its events still count.
 *
 * Part of the caller's transaction, after it wrote the turn. Messages that are still unread are
 * left alone: they were written after the request, and begin a new conversation.
 */
export async function erase(client: pg.ClientBase, erasures: readonly Erasure[]): Promise<void> {
  if (erasures.length === 0) return;
  const rows = erasures.map(({ conversationId, fromSeq }) => ({
    id: conversationId,
    from_seq: fromSeq,
    // The account's number, which could be made again from who they are, gives way to one that cannot.
    forgotten: randomBytes(8).readBigInt64BE().toString(),
  }));
  const persons = erasures.map(({ person }) => person);
  for (const channel of CHANNELS) await channel.erase?.(client, persons);
  for (const statement of ERASE) {
    await client.query(
      `WITH erased AS (SELECT * FROM json_to_recordset($1::json) AS e(id uuid, from_seq int, forgotten bigint)) ${statement}`,
      [JSON.stringify(rows)],
    );
  }
  await forgetSummaries(
    client,
    erasures.map(({ conversationId }) => conversationId),
  );
}

/**
 * Takes conversations out of what officers search (`src/console/conversations`), and the words of
 * groups in which nothing else is left. What is just being summed up from before the erasure is
 * taken out again by that projection, which hears of it by the erasure's event.
 */
export async function forgetSummaries(
  client: pg.ClientBase,
  conversations: readonly string[],
): Promise<void> {
  if (conversations.length === 0) return;
  await client.query('DELETE FROM conversation_summary WHERE conversation_id = ANY ($1)', [
    conversations,
  ]);
  const { rows } = await client.query<{ group_id: string }>(
    'DELETE FROM misunderstood_message WHERE conversation_id = ANY ($1) RETURNING group_id',
    [conversations],
  );
  if (rows.length === 0) return;
  await client.query(
    `DELETE FROM misunderstood_group g WHERE id = ANY ($1)
        AND NOT EXISTS (SELECT FROM misunderstood_message m WHERE m.group_id = g.id)`,
    [rows.map(({ group_id }) => group_id)],
  );
}
