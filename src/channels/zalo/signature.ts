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

/** Whether Zalo signed it, with `mac=` before the hex or without. Compared in constant time. */
export function isSigned(
  { raw, headers, body }: RawRequest,
  { id, secretKey }: { id: string; secretKey: string },
): boolean {
  const given = headers['x-zevent-signature'];
  if (typeof given !== 'string') return false;
  // One code base has the time in a header of its own; the rest in the body.
  const header = headers['x-zevent-timestamp'];
  const timestamp = typeof header === 'string' ? header : timestampOf(body);
  if (timestamp === undefined) return false;
  const mac = given.trim().replace(/^mac=/i, '').toLowerCase();
  return isSame(mac, zaloMac(id, raw, timestamp, secretKey));
}

function timestampOf(body: unknown): string | undefined {
  const { timestamp } = (body ?? {}) as { timestamp?: unknown };
  return typeof timestamp === 'string' || typeof timestamp === 'number'
    ? String(timestamp)
    : undefined;
}
