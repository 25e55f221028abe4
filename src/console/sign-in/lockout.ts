import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Pool } from '../../database/client.ts';
import type { Queryable } from '../../database/transaction.ts';

/** Failures in a row within {@link WINDOW_MS} after which an account is locked. */
export const ACCOUNT_FAILURES = 5;

/**
 * Failures within {@link WINDOW_MS} after which an address is locked, whatever the accounts: more,
 * as a whole office may come from one address. Of IPv6, a /64 is one address.
 */
export const ADDRESS_FAILURES = 30;

/** How long failures are remembered after the last one. */
export const WINDOW_MS = 15 * 60_000;

/** How long a lock lasts. */
export const LOCK_MS = 15 * 60_000;

/** A day after the last failure nothing of it is kept: keys may be addresses of people. */
const FORGET_MS = 24 * 3_600_000;

/** What a lock is on: an administrator lifts that of an account, only time that of an address. */
export type Scope = 'account' | 'address';

/** One try at a password or a code, counted as a failure until it is settled. */
export interface Attempt {
  /** It was right: the account's failures are forgotten, the address keeps those of before. */
  succeeded(): Promise<void>;
  /** It was wrong. Gives what that locked. */
  failed(): Promise<{ locked: readonly Scope[] }>;
  /** Neither: the password was right, but a code is still to come. As if it had not been. */
  undone(): Promise<void>;
}

/** No try is made: the account or the address is locked. */
export interface Refused {
  scope: Scope;
  lockedUntil: Date;
  /** Nobody had knocked at this lock yet. */
  isFirst: boolean;
}

/** What keeps guessers out: counts in the database, so that all nodes count together. */
export interface Lockout {
  /**
   * Begins a try at an account (by e-mail address, whether there is one or not). It is counted
   * before it is made, so that tries at the same moment cannot outrun the count.
   */
  begin(email: string, address: string | undefined): Promise<Attempt | Refused>;
  /** Lifts the lock of an account, as an administrator (in a transaction) or a one-time link does. */
  lift(email: string, within?: Queryable): Promise<void>;
}

/** The key of an account: no address of a stranger is kept in the clear. */
export function accountKey(email: string): string {
  return `account:${createHash('sha256').update(email.toLowerCase()).digest('base64url')}`;
}

export function createLockout(db: Pool, now: () => Date): Lockout {
  async function count(key: string, most: number): Promise<Date | undefined> {
    const { rows } = await db.query<{ failures: number; locked_until: Date | null }>(COUNT, [
      key,
      now(),
      WINDOW_MS,
      LOCK_MS,
      most,
    ]);
    return rows[0]?.locked_until ?? undefined;
  }

  async function uncount(key: string): Promise<void> {
    await db.query(
      'UPDATE officer_lockout SET failures = greatest(failures - 1, 0) WHERE key = $1',
      [key],
    );
  }

  /** Locks a key whose failures are used up; once, however many come to it at once. */
  async function lock(key: string, most: number): Promise<boolean> {
    const { rowCount } = await db.query(
      `UPDATE officer_lockout SET locked_until = $2::timestamptz + $3 * interval '1 ms'
        WHERE key = $1 AND failures >= $4 AND locked_until IS NULL`,
      [key, now(), LOCK_MS, most],
    );
    return rowCount === 1;
  }

  async function refused(scope: Scope, key: string, lockedUntil: Date): Promise<Refused> {
    const { rowCount } = await db.query(
      `UPDATE officer_lockout SET knocked_until = $2
        WHERE key = $1 AND knocked_until IS DISTINCT FROM $2::timestamptz(3)`,
      [key, lockedUntil],
    );
    return { scope, lockedUntil, isFirst: rowCount === 1 };
  }

  return {
    async begin(email, address) {
      const account = accountKey(email);
      const from = address === undefined ? undefined : await addressKey(db, address);
      if (from !== undefined) {
        const closed = await count(from, ADDRESS_FAILURES);
        if (closed !== undefined) return refused('address', from, closed);
      }
      const locked = await count(account, ACCOUNT_FAILURES);
      if (locked !== undefined) {
        // Nothing is tried, so nothing is guessed: who knocks on must not lock their office out.
        if (from !== undefined) await uncount(from);
        return refused('account', account, locked);
      }
      return {
        async succeeded() {
          await db.query('DELETE FROM officer_lockout WHERE key = $1', [account]);
          if (from !== undefined) await uncount(from);
        },
        async undone() {
          await uncount(account);
          if (from !== undefined) await uncount(from);
        },
        async failed() {
          const locked: Scope[] = [];
          if (await lock(account, ACCOUNT_FAILURES)) locked.push('account');
          if (from !== undefined && (await lock(from, ADDRESS_FAILURES))) locked.push('address');
          const old = new Date(now().getTime() - FORGET_MS);
          await db.query('DELETE FROM officer_lockout WHERE last_at < $1', [old]);
          return { locked };
        },
      };
    },

    async lift(email, within = db) {
      await within.query('DELETE FROM officer_lockout WHERE key = $1', [accountKey(email)]);
    },
  };
}

/**
 * Counts one try ($1 key, $2 now, $3 window, $4 lock, $5 most), and answers until when the key is
 * locked. What is locked is not counted on; a lock that is over, or a window, begins anew; one try
 * too many at the same moment locks too.
 */
const COUNT = `
INSERT INTO officer_lockout AS l (key, failures, last_at) VALUES ($1, 1, $2::timestamptz)
ON CONFLICT (key) DO UPDATE SET
  failures = CASE
    WHEN l.locked_until > $2 THEN l.failures
    WHEN l.locked_until IS NOT NULL OR l.last_at < $2::timestamptz - $3 * interval '1 ms' THEN 1
    ELSE l.failures + 1 END,
  last_at = CASE WHEN l.locked_until > $2 THEN l.last_at ELSE $2 END,
  locked_until = CASE
    WHEN l.locked_until > $2 THEN l.locked_until
    WHEN l.locked_until IS NULL AND l.failures >= $5
      AND l.last_at >= $2::timestamptz - $3 * interval '1 ms'
      THEN $2::timestamptz + $4 * interval '1 ms'
    ELSE NULL END
RETURNING failures, locked_until`;

/** The key of an address, without what may stand beside it: a gateway's port, a link-local's zone. */
async function addressKey(db: Pool, address: string): Promise<string> {
  const plain = address
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(plain) === 0) return `address:${plain.slice(0, 100)}`;
  const { rows } = await db.query<{ key: string }>(
    `SELECT 'address:' || text(network(set_masklen($1::inet, CASE family($1::inet) WHEN 6 THEN 64 ELSE 32 END))) AS key`,
    [plain],
  );
  return rows[0]!.key;
}
