import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from '../../database/client.ts';
import { type Queryable, transaction } from '../../database/transaction.ts';
import type { Role } from '../contract/permission.ts';
import { hashPassword } from './password.ts';

/** How long a one-time link works. */
export const LINK_MS = 24 * 3_600_000;

/** What the owner hands over: only a hash of it is kept. */
export interface OneTimeLink {
  link: string;
  expiresAt: Date;
}

/** Whom a link is for. */
export interface LinkHolder {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** False: an invitation that nobody has taken up yet. */
  hasSignedIn: boolean;
  expiresAt: Date;
}

/** Makes a link to set a password; an earlier one of the officer is void. */
export async function makeLink(
  db: Queryable,
  officer: string,
  publicUrl: string,
  now: Date,
): Promise<OneTimeLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + LINK_MS);
  await db.query(
    `INSERT INTO officer_link (officer_id, token_hash, expires_at) VALUES ($1, $2, $3)
     ON CONFLICT (officer_id) DO UPDATE SET token_hash = $2, expires_at = $3`,
    [officer, hashOf(token), expiresAt],
  );
  // Behind "#": what stands there reaches no server, and so no log of one.
  return { link: `${publicUrl}/console/invitation#${token}`, expiresAt };
}

/** Looks whom a link is for, without using it up. Undefined: used, replaced, expired, deactivated. */
export async function findLink(
  db: Queryable,
  token: string,
  now: Date,
): Promise<LinkHolder | undefined> {
  const { rows } = await db.query(
    `SELECT o.id, o.email, o.name, o.role, l.expires_at AS "expiresAt",
            EXISTS (SELECT FROM officer_account WHERE officer_id = o.id) AS "hasSignedIn"
       FROM officer_link l JOIN officer o ON o.id = l.officer_id
      WHERE l.token_hash = $1 AND l.expires_at > $2 AND o.active`,
    [hashOf(token), now],
  );
  return rows[0];
}

/**
 * Uses a link up: name and password are set, all sessions end. Of several at once one succeeds; the
 * others get undefined, as with a link that {@link findLink} does not find. `record` is part of it:
 * when it rejects, nothing was done.
 */
export async function acceptLink(
  pool: Pool,
  { token, name, password }: { token: string; name: string; password: string },
  now: Date,
  record: (db: Queryable, officer: LinkHolder) => Promise<void>,
): Promise<LinkHolder | undefined> {
  // A hash costs a core's time: not for who only guesses.
  if ((await findLink(pool, token, now)) === undefined) return undefined;
  const hash = await hashPassword(password);
  return transaction(pool, async (client) => {
    const holder = await findLink(client, token, now);
    const { rowCount } = await client.query('DELETE FROM officer_link WHERE token_hash = $1', [
      hashOf(token),
    ]);
    if (holder === undefined || rowCount !== 1) return undefined;
    await client.query('UPDATE officer SET name = $2, updated_at = $3 WHERE id = $1', [
      holder.id,
      name,
      now,
    ]);
    await client.query(
      `INSERT INTO officer_account (officer_id, provider_id, account_id, password)
       VALUES ($1::uuid, 'credential', $1::uuid::text, $2)
       ON CONFLICT (provider_id, account_id) DO UPDATE SET password = $2, updated_at = $3`,
      [holder.id, hash, now],
    );
    await client.query('DELETE FROM officer_session WHERE officer_id = $1', [holder.id]);
    await record(client, { ...holder, name });
    return { ...holder, name };
  });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
