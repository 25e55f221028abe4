import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import type { Keyring } from '../../database/keyring.ts';
import { Session } from './session.ts';

/** How it stands with the account, on all nodes. */
export interface Standing {
  /** Rises with every login. */
  version: number;
  /** Zalo does not know the session any more. */
  lost: boolean;
  /** What is wrong at the moment, for an operator. */
  problem?: string;
  /** Until when everything that came was heard. */
  heardAt: Date;
}

/** The table `zalo_personal`: one row, the session in it encrypted. */
export interface SessionStore {
  standing(): Promise<Standing | undefined>;
  /** With the session itself, which costs decrypting it. */
  read(): Promise<StoredSession | undefined>;
  /** The same within the caller's transaction, holding the row's lock until it ends. */
  lock(client: pg.ClientBase): Promise<StoredSession | undefined>;
  /** What logging in anew gave, under the lock. */
  replace(client: pg.ClientBase, session: Session): Promise<void>;
  /** Zalo refused the session, under the lock. */
  lose(client: pg.ClientBase, problem: string): Promise<void>;
  /** What an operator logged in to, whatever was there. Nothing from before `at` is heard. */
  put(session: Session, at: Date): Promise<void>;
  /** Notes what changed while listening; false when the version is another one by now. */
  note(version: number, changed: Noted): Promise<boolean>;
}

export interface Noted {
  heardAt?: Date;
  /** Null: nothing is wrong any more. */
  problem?: string | null;
  /** With its newest cookies. */
  session?: Session;
}

export interface StoredSession extends Standing {
  session: Session;
}

const PLACE = 'zalo_personal.session/1';
const STANDING = 'SELECT version, lost, problem, heard_at FROM zalo_personal';
const SELECT = 'SELECT session, version, lost, problem, heard_at FROM zalo_personal';

export function createSessionStore(pool: Pool, keyring: Keyring): SessionStore {
  const seal = (session: Session) => keyring.seal(JSON.stringify(session), PLACE);

  async function opened(db: Pick<pg.ClientBase, 'query'> | Pool, query: string) {
    const row = (await db.query(query)).rows[0];
    if (row === undefined) return undefined;
    const text = await keyring.open(row.session, PLACE);
    if (!keyring.isCurrent(row.session)) {
      // The keys were rotated. Another node may be writing: then that one is sealed anew.
      await db.query('UPDATE zalo_personal SET session = $2 WHERE session = $1', [
        row.session,
        await keyring.seal(text, PLACE),
      ]);
    }
    return { ...toStanding(row), session: Session.parse(JSON.parse(text)) };
  }

  return {
    async standing() {
      const { rows } = await pool.query(STANDING);
      return rows[0] && toStanding(rows[0]);
    },
    read: () => opened(pool, SELECT),
    lock: (client) => opened(client, `${SELECT} FOR UPDATE`),
    async replace(client, session) {
      await client.query(
        `UPDATE zalo_personal
            SET session = $1, version = version + 1, lost = false, problem = NULL`,
        [await seal(session)],
      );
    },
    async lose(client, problem) {
      await client.query('UPDATE zalo_personal SET lost = true, problem = $1', [problem]);
    },
    async put(session, at) {
      await pool.query(
        `INSERT INTO zalo_personal AS z (session, heard_at, problem) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET session = excluded.session, version = z.version + 1,
           lost = false, problem = excluded.problem, heard_at = excluded.heard_at`,
        [await seal(session), at, 'no node listens yet'],
      );
    },
    async note(version, { heardAt, problem, session }) {
      const { rowCount } = await pool.query(
        `UPDATE zalo_personal
            SET heard_at = coalesce($2, heard_at), session = coalesce($3, session),
                problem = CASE WHEN $4 THEN $5 ELSE problem END
          WHERE version = $1 AND NOT lost`,
        [
          version,
          heardAt ?? null,
          session === undefined ? null : await seal(session),
          problem !== undefined,
          problem ?? null,
        ],
      );
      return rowCount === 1;
    },
  };
}

function toStanding(row: {
  version: number;
  lost: boolean;
  problem: string | null;
  heard_at: Date;
}): Standing {
  const { version, lost, problem, heard_at: heardAt } = row;
  return { version, lost, heardAt, ...(problem !== null && { problem }) };
}
