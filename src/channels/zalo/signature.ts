import { createHash } from 'node:crypto';
import { isSame, type RawRequest } from '../webhook.ts';

/**
 * `X-ZEvent-Signature`: SHA-256 (no HMAC) over app id, the body's very bytes, its timestamp and the
 * OA secret key, in hex; `MacUtils.buildMac` of Zalo's Java SDK.
 */
export function zaloMac(id: string, raw: Buffer, timestamp: string, secretKey: string): string {
  const hash = createHash('sha256').update(id).update(raw).update(timestamp).update(secretKey);
  return hash.digest('hex');
}

/**
 * Which timestamp Zalo signed it with, if it signed it at all, with `mac=` before the hex or without.
 * By most accounts that is the body's; one code base takes a header of its own for it, and nobody
 * at Zalo says. Both are looked at, in constant time.
 */
export function signedWith(
  { raw, headers, body }: RawRequest,
  { id, secretKey }: { id: string; secretKey: string },
): 'body' | 'header' | undefined {
  const given = headers['x-zevent-signature'];
  if (typeof given !== 'string') return undefined;
  const mac = given.trim().replace(/^mac=/i, '').toLowerCase();
  const fits = (timestamp: string | undefined) =>
    isSame(mac, zaloMac(id, raw, timestamp ?? '', secretKey)) && timestamp !== undefined;
  const header = headers['x-zevent-timestamp'];
  // Of digits only: else bytes of the body could be passed off as part of it.
  const byHeader = fits(/^\d{1,16}$/.test(String(header)) ? String(header) : undefined);
  const byBody = fits(timestampOf(body));
  if (byBody) return 'body';
  return byHeader ? 'header' : undefined;
}

function timestampOf(body: unknown): string | undefined {
  const { timestamp } = (body ?? {}) as { timestamp?: unknown };
  return typeof timestamp === 'string' || typeof timestamp === 'number'
    ? String(timestamp)
    : undefined;
}
