import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelContext } from '../channel.ts';
import { Inbound } from '../inbound.ts';
import { type Leadership, lead } from '../leader.ts';
import { type ZaloBotClient, ZaloBotRefusal } from './client.ts';
import { describeFailure } from './failure.ts';

export interface PollerParts
  extends Pick<ChannelContext, 'accept' | 'url' | 'log' | 'metrics' | 'trouble'> {
  client: ZaloBotClient;
  /** The number in the bot's token: bots are polled each by one node. */
  bot: string;
  /** Throws for a shape that is not known. */
  messages(update: unknown): readonly Inbound[];
}

/** How long Zalo holds a request when there is nothing new; seconds. */
const POLL_SECONDS = 30;

const POLL_TIMEOUT_MS = (POLL_SECONDS + 10) * 1000;

/** A server that answers at once that there is nothing is not asked at once again. */
const IDLE_MS = 500;

const LONGEST_PAUSE_MS = 60_000;

/** Between attempts at storing what was fetched; and how many are left once the node stops. */
const STORE_AGAIN_MS = 500;
const LAST_ATTEMPTS = 3;

/**
 * Fetches updates, on one of all nodes, one at a time: the platform knows no acknowledgement, so that
 * what it has handed out is ours to keep until it is on disk. Only what is on its way at the moment
 * a node stops can be lost; with a webhook nothing is. It takes down a webhook that was set before.
 */
export function startPolling(parts: PollerParts): Leadership {
  const { url, log, bot } = parts;
  const closing = new AbortController();
  const leadership = lead({
    url,
    log,
    name: `zalo-bot-poller ${bot}`,
    task: (signal) => poll(parts, signal, closing.signal),
  });
  return {
    async close() {
      closing.abort();
      await leadership.close();
    },
  };
}

async function poll(parts: PollerParts, signal: AbortSignal, closing: AbortSignal): Promise<void> {
  const { client, log } = parts;
  const tell = parts.trouble('zalo-bot');
  let free = false;
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      if (!free) await takeDownWebhook(client, signal);
      free = true;
      const options = { signal, timeoutMs: POLL_TIMEOUT_MS };
      const result = await client.call('getUpdates', { timeout: POLL_SECONDS }, options);
      failures = 0;
      tell(null);
      const updates = listOf(result);
      for (const update of updates) await take(parts, update, closing);
      if (updates.length === 0) await idle(began, signal);
    } catch (error) {
      if (signal.aborted) return;
      // Nothing came while it waited.
      if (error instanceof ZaloBotRefusal && error.code === 408) {
        failures = 0;
        tell(null);
        await idle(began, signal);
        continue;
      }
      failures += 1;
      free = false;
      const reason = describeFailure(error);
      log.warn({ channel: 'zalo-bot', reason }, 'polling failed');
      const wait = pauseAfter(error, failures);
      // One failure that is soon made good concerns nobody.
      if (failures > 1 || wait >= LONGEST_PAUSE_MS) tell(reason);
      await pause(signal, wait);
    }
  }
}

/** That none was set may be told by a refusal. */
async function takeDownWebhook(client: ZaloBotClient, signal: AbortSignal): Promise<void> {
  try {
    await client.call('deleteWebhook', {}, { signal });
  } catch (error) {
    if (!(error instanceof ZaloBotRefusal) || ![400, 404].includes(error.code)) throw error;
  }
}

/** One update by the documentation; a list, should it change its mind; nothing. */
function listOf(result: unknown): unknown[] {
  const updates = Array.isArray(result) ? result : [result];
  return updates.filter((one) => typeof one === 'object' && one && Object.keys(one).length > 0);
}

async function take(parts: PollerParts, update: unknown, closing: AbortSignal): Promise<void> {
  const { messages, metrics, log } = parts;
  try {
    for (const message of messages(update)) await keep(parts, Inbound.parse(message), closing);
  } catch {
    metrics.count('webhook_refused', { channel: 'zalo-bot', reason: 'unknown' });
    log.warn({ channel: 'zalo-bot' }, 'an update has an unknown shape');
  }
}

/** Resolves when it is stored, however long that takes; a node that stops gives up soon. */
async function keep(
  { accept, metrics, log }: PollerParts,
  message: Inbound,
  closing: AbortSignal,
): Promise<void> {
  for (let left = LAST_ATTEMPTS; left > 0; left -= closing.aborted ? 1 : 0) {
    try {
      const outcome = await accept(message);
      metrics.count('polled_messages', { channel: 'zalo-bot', outcome });
      return;
    } catch (err) {
      log.warn({ err, channel: 'zalo-bot' }, 'what was fetched could not be stored yet');
      await sleep(STORE_AGAIN_MS);
    }
  }
  metrics.count('polled_messages', { channel: 'zalo-bot', outcome: 'lost' });
  log.error({ channel: 'zalo-bot' }, 'a message that was fetched could not be stored');
}

async function idle(began: number, signal: AbortSignal): Promise<void> {
  if (performance.now() - began < IDLE_MS) await pause(signal, IDLE_MS);
}

/** As the platform wishes; long where only an operator can help; else longer each time. */
function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof ZaloBotRefusal) {
    if (error.afterMs !== undefined) return error.afterMs;
    if (error.code === 401 || error.code === 404) return LONGEST_PAUSE_MS;
  }
  return Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(failures, 10));
}

/** Sleeps, or wakes early when the signal fires. */
async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
