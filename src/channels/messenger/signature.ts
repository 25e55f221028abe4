import { createHmac } from 'node:crypto';
import { isSame, type RawRequest } from '../webhook.ts';

/** HMAC-SHA256 in hex, as Facebook makes all its signatures, with the app's secret as key. */
export function hmac(appSecret: string, data: string | Buffer): string {
  return createHmac('sha256', appSecret).update(data).digest('hex');
}

/** Whether Facebook signed the very bytes, by `X-Hub-Signature-256: sha256=<hex>`. */
export function isSigned({ raw, headers }: RawRequest, appSecret: string): boolean {
  const given = headers['x-hub-signature-256'];
  return typeof given === 'string' && isSame(given, `sha256=${hmac(appSecret, raw)}`);
}
