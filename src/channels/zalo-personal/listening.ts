import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelContext } from '../channel.ts';
import { type Leadership, lead } from '../leader.ts';
import { SendError } from '../send.ts';
import type { TellTrouble } from '../tell-trouble.ts';
import type { Account, Opened } from './account.ts';
import { type Ended, hear } from './connection.ts';
import { loginFailure } from './failure.ts';
import { PACE, type Pace } from './pace.ts';
import type { SessionStore } from './session-store.ts';
import type { Message } from './zca.ts';

export interface ListeningParts
  extends Pick<ChannelContext, 'url' | 'log' | 'metrics' | 'now' | 'trouble'> {
  account: Account;
  store: SessionStore;
  /** Takes a message in, if it is meant for the assistant. Rejects when it could not be stored. */
  handle(message: Message, uid: string): Promise<void>;
  pace?: Pace;
}

/** Zalo's close codes for "the account is used elsewhere": another web client (3000), a new login (3003). */
const ELSEWHERE = new Set<unknown>([3000, 3003]);

/**
 * After so many connections in a row that failed at once the session itself is in doubt; and now and
 * then, should it go on. Each login shows at Zalo.
 */
const DOUBT = 3;
const DOUBT_AGAIN = 30;

/** A message that could not be answered for so long is not asked for any more; milliseconds. */
export const LATE_MS = 600_000;

/** Zalo's clock and ours, and what was on its way; milliseconds. */
const OVERLAP_MS = 5000;

/**
 * Listens, on one of all nodes: Zalo lets an account have one web connection. It is opened again
 * whenever it ends, and what was written meanwhile is asked for. Without a session, or with a lost
 * one, it waits for an operator to log in.
 */
export function startListening(parts: ListeningParts): Leadership {
  const { url, log } = parts;
  return lead({ url, log, name: 'zalo-personal', task: (signal) => listen(parts, signal) });
}

async function listen(parts: ListeningParts, signal: AbortSignal): Promise<void> {
  const { account, store, log, pace = PACE } = parts;
  const tell = parts.trouble('zalo-personal');
  let failures = 0;
  let attempt = 0;
  let heard: Date | undefined;
  while (!signal.aborted) {
    try {
      let opened = await account.current();
      if (isInDoubt(failures)) opened = await account.newer(opened.version);
      const ended = await connect(parts, { opened, attempt, heard, signal, tell });
      attempt += 1;
      heard = ended.until;
      if (signal.aborted) return;
      failures = ended.openMs >= pace.steadyMs ? 1 : failures + 1;
      const problem = await told(parts, opened, ended);
      // Connections tear, and are soon opened again.
      if (failures > 1 || ELSEWHERE.has(ended.why)) tell(problem);
      await pause(signal, ELSEWHERE.has(ended.why) ? pace.elsewhereMs : pauseAfter(failures, pace));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof SendError && error.kind === 'needs-an-operator') {
        log.error({ channel: 'zalo-personal', reason: error.message }, 'needs an operator');
        tell(error.message);
        await someoneLogsIn(account, store, signal, pace);
        failures = 0;
        continue;
      }
      failures += 1;
      const { reason } = loginFailure(error);
      log.warn({ channel: 'zalo-personal', reason }, 'not connected');
      if (failures > 1) tell(reason);
      await pause(signal, pauseAfter(failures, pace));
    }
  }
}

interface Attempt {
  opened: Opened;
  attempt: number;
  heard: Date | undefined;
  signal: AbortSignal;
  tell: TellTrouble;
}

async function connect(
  { account, store, handle, log, metrics, now, pace = PACE }: ListeningParts,
  { opened, attempt, heard, signal, tell }: Attempt,
): Promise<Ended> {
  const { version, session } = opened;
  const replaced = new AbortController();
  const from = heard ?? (await store.standing())?.heardAt ?? now();
  const { listener } = await account.open(session, attempt);
  let keeping: NodeJS.Timeout | undefined;
  let ended: Ended;
  const quietly = (done: Promise<unknown>) =>
    done.catch(() => log.warn({ channel: 'zalo-personal' }, 'the session could not be noted'));
  try {
    ended = await hear({
      listener,
      signal: AbortSignal.any([signal, replaced.signal]),
      since: new Date(from.getTime() - OVERLAP_MS),
      now,
      handle: (message) => handle(message, session.uid),
      connected() {
        log.info({ channel: 'zalo-personal' }, 'connected');
        tell(null);
        void quietly(store.note(version, { problem: null }));
        keeping = setInterval(async () => {
          const kept = await quietly(account.keep(opened, now()));
          if (kept === false) replaced.abort();
        }, pace.keepMs);
      },
      failed(kind) {
        metrics.count('zalo_personal_errors', { kind });
        log.debug({ channel: 'zalo-personal', kind }, 'the socket failed');
      },
    });
  } finally {
    clearInterval(keeping);
  }
  await quietly(account.keep(opened, ended.until));
  return ended;
}

/** Leaves word of why it is not connected, for `npm run channels`; returns it. */
async function told(
  { store, log, metrics }: ListeningParts,
  { version }: Opened,
  { why, openMs }: Ended,
): Promise<string> {
  metrics.count('zalo_personal_closed', { why: String(why) });
  log.info({ channel: 'zalo-personal', why, openMs }, 'disconnected');
  const problem = ELSEWHERE.has(why)
    ? `the account is used by another Zalo Web or Zalo PC (${why}); tried again every few minutes`
    : `the connection ended (${why})`;
  await store.note(version, { problem });
  return problem;
}

/** Resolves when there is a session that is not lost; a lost one is tried again once in a while. */
async function someoneLogsIn(
  account: Account,
  store: SessionStore,
  signal: AbortSignal,
  pace: Pace,
): Promise<void> {
  let triedAt = performance.now();
  while (!signal.aborted) {
    await pause(signal, pace.askMs);
    const standing = await store.standing().catch(() => undefined);
    if (standing === undefined) continue;
    if (!standing.lost) return;
    if (performance.now() - triedAt < pace.lostMs || signal.aborted) continue;
    triedAt = performance.now();
    await account.newer(standing.version, true).catch(() => undefined);
  }
}

function isInDoubt(failures: number): boolean {
  return failures === DOUBT || (failures > 0 && failures % DOUBT_AGAIN === 0);
}

function pauseAfter(failures: number, { firstMs, longestMs }: Pace): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
}

/** Sleeps, or wakes early when the signal fires. */
async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
