import { randomBytes } from 'node:crypto';
import type { Pool } from '../database/client.ts';
import { daySql } from './events.ts';

/** A fresh token for a tracked link: 16 random bytes, which nobody guesses. */
export function linkToken(): string {
  return randomBytes(16).toString('base64url');
}

const TOKEN = /^[A-Za-z0-9_-]{22}$/;

const OPENED = `
WITH opened AS (
  UPDATE tracked_link SET opened_at = coalesce(opened_at, $2::timestamptz) WHERE token = $1
  RETURNING conversation_id, channel, source, name, account
)
INSERT INTO event (at, day, type, conversation_id, channel, source, link, account)
SELECT $2, ${daySql('$2::timestamptz')}, 'link-opened', conversation_id, channel, source, name, account
  FROM opened`;

/**
 * Where `/r/<token>` leads, or nothing for an unknown token and for a host that is not on the
 * programme's allow-list (any more). An opening that `counts` is an event of its own each time; the
 * link keeps the first.
 */
export async function openLink(
  db: Pool,
  token: string,
  counts: boolean,
  allowedHosts: readonly string[],
  now: Date,
): Promise<string | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const { rows } = await db.query<{ url: string }>(
    'SELECT url FROM tracked_link WHERE token = $1',
    [token],
  );
  const url = rows[0]?.url;
  if (url === undefined || !isAllowed(url, allowedHosts)) return undefined;
  if (counts) await db.query(OPENED, [token, now]);
  return url;
}

function isAllowed(url: string, hosts: readonly string[]): boolean {
  const { protocol, host } = URL.parse(url) ?? {};
  return (protocol === 'https:' || protocol === 'http:') && hosts.includes(host ?? '');
}
