import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import type { Queryable } from '../../database/transaction.ts';
import type { OfficerRow } from '../contract/officers.ts';
import type { Role } from '../contract/permission.ts';
import { accountKey } from './lockout.ts';

/** Who an officer is to the one who changes them. */
export interface Known {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
}

/** All officers by name, those deactivated last. */
export async function listOfficers(db: Pool, now: Date): Promise<OfficerRow[]> {
  const { rows } = await db.query(
    `SELECT o.id, o.name, o.email, o.role, o.active, o.two_factor_enabled, o.last_seen_at,
            o.created_at,
            EXISTS (SELECT FROM officer_account WHERE officer_id = o.id) AS has_signed_in,
            (SELECT expires_at FROM officer_link WHERE officer_id = o.id AND expires_at > $1) AS link_until,
            (SELECT count(*)::int FROM officer_session WHERE officer_id = o.id AND expires_at > $1) AS sessions
       FROM officer o ORDER BY o.active DESC, o.name, o.email`,
    [now],
  );
  const keys = rows.map(({ email }) => accountKey(email));
  const locks = await db.query<{ key: string; locked_until: Date }>(
    'SELECT key, locked_until FROM officer_lockout WHERE key = ANY ($1) AND locked_until > $2',
    [keys, now],
  );
  const lockedUntil = new Map(locks.rows.map((row) => [row.key, row.locked_until]));
  return rows.map((row, i) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    state: !row.active ? 'deactivated' : row.has_signed_in ? 'active' : 'invited',
    twoFactor: row.two_factor_enabled,
    linkUntil: moment(row.link_until),
    lockedUntil: moment(lockedUntil.get(keys[i]!)),
    sessions: row.sessions,
    lastSeenAt: moment(row.last_seen_at),
    createdAt: row.created_at.toISOString(),
  }));
}

export async function findOfficer(
  db: Queryable,
  by: { id: string } | { email: string },
): Promise<Known | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['email', by.email.toLowerCase()];
  const { rows } = await db.query<Known>(
    `SELECT id, name, email, role, active FROM officer WHERE ${column} = $1`,
    [value],
  );
  return rows[0];
}

/** Adds an officer who cannot sign in yet; undefined: there is one with this address. */
export async function addOfficer(
  db: Queryable,
  { name, email, role }: Pick<Known, 'name' | 'email' | 'role'>,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO officer (name, email, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [name, email.toLowerCase(), role, now],
  );
  return rows[0]?.id;
}

/**
 * Changes role or activity, within a transaction of the caller's. `last`: nobody would be an active
 * administrator any more, so nothing was done. Deactivation ends sessions and voids the link in the
 * same moment.
 */
export async function changeOfficer(
  client: pg.ClientBase,
  id: string,
  change: { role: Role } | { active: boolean },
  now: Date,
): Promise<Known | 'last' | 'missing'> {
  // Two who demote each other at the same moment come one after the other.
  const { rows } = await client.query<Known>(
    `SELECT id, name, email, role, active FROM officer
      WHERE id = $1 OR (role = 'administrator' AND active) ORDER BY id FOR UPDATE`,
    [id],
  );
  const officer = rows.find((row) => row.id === id);
  if (officer === undefined) return 'missing';
  const after = { ...officer, ...change };
  const isAdministrator = after.role === 'administrator' && after.active;
  if (!isAdministrator && rows.length === 1) return 'last';
  await client.query('UPDATE officer SET role = $2, active = $3, updated_at = $4 WHERE id = $1', [
    id,
    after.role,
    after.active,
    now,
  ]);
  if (!after.active) {
    await client.query('DELETE FROM officer_session WHERE officer_id = $1', [id]);
    await client.query('DELETE FROM officer_link WHERE officer_id = $1', [id]);
  }
  return after;
}

/** Takes the second factor away, and every session that was opened with it. */
export async function removeTwoFactor(db: Queryable, id: string): Promise<void> {
  await db.query(
    `WITH factor AS (DELETE FROM officer_two_factor WHERE officer_id = $1),
          session AS (DELETE FROM officer_session WHERE officer_id = $1)
     UPDATE officer SET two_factor_enabled = false WHERE id = $1`,
    [id],
  );
}

function moment(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}
