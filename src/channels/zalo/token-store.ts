import type pg from 'pg';
import { z } from 'zod';
import type { Pool } from '../../database/client.ts';
import type { Keyring } from '../../database/keyring.ts';
import type { TokenPair } from './oauth.ts';

/** A pair as all nodes have it. */
export interface StoredPair {
  access: string;
  refresh: string;
  /** Rises with every pair. */
  version: number;
  expiresAt: Date;
  /** When Zalo gave it. */
  at: Date;
  /** The account that granted it, if the callback told. */
  oaId?: string;
}

/** The table `zalo_token`: one row for the app, its pair encrypted. */
export interface TokenStore {
  read(): Promise<StoredPair | undefined>;
  /** The same within the caller's transaction, holding the row's lock until it ends. */
  lock(client: pg.ClientBase): Promise<StoredPair | undefined>;
  /** Puts the next pair in the place of the given version; false when that one is not there any more. */
  replace(db: Queries, version: number, pair: TokenPair, at: Date): Promise<boolean>;
  /** Puts a pair that an operator granted, whatever was there. */
  put(pair: TokenPair, at: Date, oaId: string | undefined): Promise<void>;
}

type Queries = Pick<Pool, 'query'> | Pick<pg.ClientBase, 'query'>;

const Pair = z.strictObject({ access: z.string(), refresh: z.string() });

const SELECT = 'SELECT pair, version, expires_at, at, oa_id FROM zalo_token WHERE app_id = $1';

export function createTokenStore(pool: Pool, keyring: Keyring, appId: string): TokenStore {
  const place = `zalo_token.pair/${appId}`;
  const seal = ({ access, refresh }: TokenPair) =>
    keyring.seal(JSON.stringify({ access, refresh }), place);

  async function opened(db: Queries, query: string): Promise<StoredPair | undefined> {
    const { rows } = await db.query(query, [appId]);
    const row = rows[0];
    if (row === undefined) return undefined;
    const text = await keyring.open(row.pair, place);
    if (!keyring.isCurrent(row.pair)) {
      // The keys were rotated. Another node may be renewing the pair: then that one is sealed anew.
      await db.query('UPDATE zalo_token SET pair = $3 WHERE app_id = $1 AND pair = $2', [
        appId,
        row.pair,
        await keyring.seal(text, place),
      ]);
    }
    const { version, expires_at: expiresAt, at, oa_id: oaId } = row;
    const pair = Pair.parse(JSON.parse(text));
    return { ...pair, version, expiresAt, at, ...(oaId !== null && { oaId }) };
  }

  return {
    read: () => opened(pool, SELECT),
    lock: (client) => opened(client, `${SELECT} FOR UPDATE`),
    async replace(db, version, pair, at) {
      const { rowCount } = await db.query(
        `UPDATE zalo_token SET pair = $3, version = version + 1, expires_at = $4, at = $5
          WHERE app_id = $1 AND version = $2`,
        [appId, version, await seal(pair), endOf(pair, at), at],
      );
      return rowCount === 1;
    },
    async put(pair, at, oaId) {
      await pool.query(
        `INSERT INTO zalo_token AS t (app_id, pair, expires_at, at, oa_id)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (app_id) DO UPDATE SET pair = excluded.pair, version = t.version + 1,
           expires_at = excluded.expires_at, oa_id = excluded.oa_id, at = excluded.at`,
        [appId, await seal(pair), endOf(pair, at), at, oaId ?? null],
      );
    },
  };
}

/** Until when a pair given at that time is good. */
export function endOf({ lifeMs }: TokenPair, at: Date): Date {
  return new Date(at.getTime() + lifeMs);
}
