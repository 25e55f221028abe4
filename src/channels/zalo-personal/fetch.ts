import { AsyncLocalStorage } from 'node:async_hooks';
import { SendError } from '../send.ts';

/** The signal of the send under way: zca-js hands none through. */
export const sending = new AsyncLocalStorage<AbortSignal | undefined>();

/** When Zalo says it is too much, and not how long to wait; milliseconds. */
const TOO_MUCH_MS = 60_000;

/**
 * What zca-js is given to ask Zalo by: through the gateway if there is one, and not for ever. zca-js
 * tells no refusal from an outage, so that a busy or broken Zalo is told here, by a SendError.
 */
export function zaloFetch(root: string | undefined, timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const { host, pathname, search, href } = new URL(String(input));
    const url = root === undefined ? href : `${root}/${host}${pathname}${search}`;
    const given = [init?.signal, sending.getStore()].filter((one) => one != null);
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...given]);
    const response = await fetch(url, { ...init, signal });
    const { status, headers } = response;
    if (status === 429) {
      const seconds = Number(headers.get('retry-after'));
      const afterMs = seconds > 0 ? seconds * 1000 : TOO_MUCH_MS;
      throw new SendError('Zalo: 429', { kind: 'retry-later', afterMs, scope: 'platform' });
    }
    if (status >= 500) throw new SendError(`Zalo: ${status}`, { kind: 'retry-later' });
    return response;
  };
}
