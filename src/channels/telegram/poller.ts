import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError, HttpError } from 'grammy';
import type { ChannelContext } from '../channel.ts';
import { Inbound } from '../inbound.ts';
import { type Leadership, lead } from '../leader.ts';
import { describeFailure } from './failure.ts';
import { ALLOWED_UPDATES, Update } from './update.ts';

export interface PollerParts
  extends Pick<ChannelContext, 'accept' | 'url' | 'log' | 'metrics' | 'trouble'> {
  /** With a time limit beyond {@link POLL_SECONDS}. */
  api: Api;
  /** The number in the bot's token: bots are polled each by one node. */
  bot: string;
  messages(update: Update): readonly Inbound[];
  /** What else there is to do about an update whose messages are stored. Never rejects. */
  after(update: Update): Promise<void>;
}

/** How long Telegram holds a request when there is nothing new. */
export const POLL_SECONDS = 30;

/** A server that answers at once that there is nothing is not asked at once again. */
const IDLE_MS = 500;

const LONGEST_PAUSE_MS = 60_000;

/** When it is our database that is away. */
const LONGEST_OWN_PAUSE_MS = 5000;

/**
 * Fetches updates, on one of all nodes. The next request acknowledges what the last one brought, so
 * it is made when that is on disk; what is not comes again. It takes down a webhook that was set
 * before, without which Telegram hands nothing out (409).
 */
export function startPolling(parts: PollerParts): Leadership {
  const { url, log, bot } = parts;
  return lead({ url, log, name: `telegram-poller ${bot}`, task: (signal) => poll(parts, signal) });
}

async function poll(parts: PollerParts, signal: AbortSignal): Promise<void> {
  const { api, log } = parts;
  const tell = parts.trouble('telegram');
  let offset: number | undefined;
  let free = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (!free) await api.deleteWebhook({}, toGrammy(signal));
      free = true;
      const began = performance.now();
      const updates: readonly unknown[] = await api.getUpdates(
        {
          timeout: POLL_SECONDS,
          allowed_updates: ALLOWED_UPDATES,
          ...(offset !== undefined && { offset }),
        },
        toGrammy(signal),
      );
      offset = await take(parts, updates, offset);
      failures = 0;
      tell(null);
      if (updates.length === 0 && performance.now() - began < IDLE_MS) await pause(signal, IDLE_MS);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      free = !(error instanceof GrammyError && error.error_code === 409);
      log.warn({ channel: 'telegram', reason: describeFailure(error) }, 'polling failed');
      const wait = pauseAfter(error, failures);
      // One failure that is soon made good concerns nobody.
      if (failures > 1 || wait >= LONGEST_PAUSE_MS) tell(problemOf(error));
      await pause(signal, wait);
    }
  }
}

/** Stores what came; returns the number to go on from. Rejects when something is not stored. */
async function take(
  { accept, metrics, log, messages, after }: PollerParts,
  updates: readonly unknown[],
  offset: number | undefined,
): Promise<number | undefined> {
  const known: Update[] = [];
  const found: Inbound[] = [];
  let next = offset;
  const miss = () => metrics.count('webhook_refused', { channel: 'telegram', reason: 'unknown' });
  for (const given of updates) {
    const id = (given as { update_id?: unknown } | null)?.update_id;
    if (typeof id === 'number') next = Math.max(next ?? 0, id + 1);
    const { success, data } = Update.safeParse(given);
    if (!success) {
      miss();
      log.warn({ channel: 'telegram' }, 'an update has an unknown shape');
      continue;
    }
    known.push(data);
    for (const message of messages(data)) {
      const checked = Inbound.safeParse(message);
      if (checked.success) found.push(checked.data);
      else miss();
    }
  }
  // Begun in their order, which is then the order in which they are stored.
  for (const outcome of await Promise.all(found.map((message) => accept(message)))) {
    metrics.count('polled_messages', { channel: 'telegram', outcome });
  }
  for (const update of known) void after(update);
  return next;
}

/** As Telegram wishes; long where only an operator can help; else longer each time. Milliseconds. */
function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof GrammyError) {
    const { error_code: code, parameters } = error;
    if (parameters?.retry_after !== undefined) return parameters.retry_after * 1000;
    if (code === 401 || code === 404) return LONGEST_PAUSE_MS;
  }
  return Math.min(
    isTelegrams(error) ? LONGEST_PAUSE_MS : LONGEST_OWN_PAUSE_MS,
    500 * 2 ** Math.min(failures, 10),
  );
}

/** For officers. Errors of our own may quote what was written to us. */
function problemOf(error: unknown): string {
  return isTelegrams(error) ? describeFailure(error) : 'what was fetched could not be stored';
}

function isTelegrams(error: unknown): boolean {
  return error instanceof GrammyError || error instanceof HttpError;
}

/** Sleeps, or wakes early when the signal fires. */
async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** The same signal, in the type of the package that grammY uses for it. */
export function toGrammy(signal: AbortSignal) {
  return signal as unknown as NonNullable<Parameters<Api['getMe']>[0]>;
}
