import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Pool } from '../database/client.ts';
import type { Hint } from '../model/hint.ts';
import type { ModelQuestion } from '../model/question.ts';

/** A conversation whose next message waits until a model was asked about it. */
export interface Lease {
  conversationId: string;
  channel: string;
  person: string;
  /** The message's row in the inbox. */
  message: string;
  question: ModelQuestion;
}

/** A lease that was taken: `by` is the word by which it is given back. */
export interface TakenLease extends Lease {
  by: string;
}

/** Longer than a model is waited for; whoever has not come back by then is taken for dead. */
const LEASE_MS = 5000;

/**
 * Takes the leases, in the caller's transaction. No lock is held while a model is asked: until the
 * time is over the claims pass these conversations by, and then take them up without its word.
 */
export async function lease(
  client: pg.ClientBase,
  leases: readonly Lease[],
): Promise<readonly TakenLease[]> {
  if (leases.length === 0) return [];
  const taken = leases.map((one) => ({ ...one, by: randomUUID() }));
  await client.query(
    `UPDATE conversation c
        SET lease_until = clock_timestamp() + $3 * interval '1 millisecond', lease_by = l.by
       FROM unnest($1::uuid[], $2::uuid[]) AS l(id, by) WHERE c.id = l.id`,
    [taken.map(({ conversationId }) => conversationId), taken.map(({ by }) => by), LEASE_MS],
  );
  return taken;
}

/**
 * Gives a lease back with what the model said; without a hint the model may be asked again. When it
 * was too late and the lease is no longer ours, nothing happens.
 *
 * The conversation's row is changed first, as everyone does, so that two never wait for each other.
 */
export async function giveBack(db: Pool, taken: TakenLease, hint: Hint | undefined): Promise<void> {
  await db.query(
    `WITH ours AS (
       UPDATE conversation SET lease_until = NULL, lease_by = NULL
        WHERE id = $1 AND lease_by = $2 RETURNING id
     )
     UPDATE inbox i SET hint = $4 FROM ours WHERE i.id = $3 AND i.status = 'unread'`,
    [
      taken.conversationId,
      taken.by,
      taken.message,
      hint === undefined ? null : JSON.stringify(hint),
    ],
  );
}
