import { setTimeout as sleep } from 'node:timers/promises';
import { type Breaker, createBreaker } from '../breaker.ts';
import type { Reply } from '../engine/reply.ts';
import type { Log } from '../log.ts';
import type { Channel } from './channel.ts';
import { inTime } from './in-time.ts';
import type { Metrics } from './metrics.ts';
import type { Outgoing } from './outgoing.ts';
import { type Rendered, type RenderWords, render } from './render.ts';
import { type Send, SendError } from './send.ts';

export interface SenderParts {
  channels: readonly Channel[];
  outgoing: Outgoing;
  words: RenderWords;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** How long a part waits for its turn here; longer waits are the outbox's, which holds nobody up. */
const SHORT_WAIT_MS = 300;

/** Sends of one channel under way at once, so that one that hangs leaves room for the others. */
const CONCURRENCY = 40;

/** When to come again if there are so many; milliseconds, up to twice as long. */
const CROWDED_MS = 500;

/** How long a renewal of credentials is waited for. It goes on, and the next attempt has them. */
const RENEWAL_MS = 30_000;

/** Between attempts at recording what a platform has taken. */
const RECORD_MS = 250;

/** A reply on its way to one person. */
interface Errand {
  person: string;
  key: string;
  /** Aborted when nothing more may go to the platform. */
  signal: AbortSignal | undefined;
}

/**
 * How delivery sends on platforms: renders the reply, waits for each part's turn, and sends the
 * parts one after another, going on where an earlier attempt stopped. It obeys `retry_after`, has
 * credentials renewed, and leaves a platform alone that is down; what has to wait goes back to the
 * outbox without costing an attempt. Counts `sent` and `send_failed`, by channel and kind.
 */
export function createSender({ channels, ...parts }: SenderParts): Send {
  const lines = new Map(
    channels.map((channel) => [channel.name as string, new Line(channel, parts)]),
  );
  return async (name, person, reply, key, signal) => {
    const line = lines.get(name);
    if (line === undefined) {
      throw new SendError(`the channel ${name} is off`, { kind: 'needs-an-operator' });
    }
    return line.send(reply, { person, key, signal });
  };
}

/** One channel with what is known of its platform at the moment. */
class Line {
  readonly #channel: Channel;
  readonly #parts: Omit<SenderParts, 'channels'>;
  readonly #breaker: Breaker;
  #underWay = 0;

  constructor(channel: Channel, parts: Omit<SenderParts, 'channels'>) {
    this.#channel = channel;
    this.#parts = parts;
    this.#breaker = createBreaker(parts.now);
  }

  async send(reply: Reply, errand: Errand): Promise<{ deliveredId?: string }> {
    if (this.#underWay >= CONCURRENCY) {
      throw later('many messages are under way', CROWDED_MS * (1 + Math.random()));
    }
    this.#underWay += 1;
    try {
      const channel = this.#channel;
      const capabilities = channel.capabilitiesFor?.(errand.person) ?? channel.capabilities;
      return await this.#sendAll(render(reply, capabilities, this.#parts.words), errand);
    } catch (error) {
      const final = error instanceof SendError && error.kind === 'permanent-for-this-person';
      if (final) await this.#forget(errand.key);
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }

  async #sendAll(messages: Rendered[], errand: Errand) {
    const rest = this.#breaker.restMs();
    if (rest > 0) throw later('the platform is down', rest);
    let turn = await this.#turn(errand);
    // A flow file may have changed between two attempts: then there may be fewer parts.
    let delivered = {};
    for (let i = Math.min(turn.parts, messages.length - 1); i < messages.length; i++) {
      if (i > turn.parts) turn = await this.#turn(errand);
      delivered = await this.#sendOne(messages[i]!, i, errand);
      if (i < messages.length - 1) await this.#record(i + 1, errand);
    }
    if (turn.kept || messages.length > 1) await this.#forget(errand.key);
    return delivered;
  }

  /** The platform has taken these parts, so this must get on record, or they would be sent again. */
  async #record(taken: number, { key, signal }: Errand): Promise<void> {
    const { outgoing, log } = this.#parts;
    for (let tries = 0; ; tries++) {
      try {
        return await outgoing.taken(key, taken);
      } catch (err) {
        if (tries === 0) log.error({ err, outbox: key }, 'a sent part could not be recorded');
        if (signal?.aborted) throw err;
        await sleep(RECORD_MS);
      }
    }
  }

  /** It does not come again, so nothing depends on this: what is left is swept. */
  async #forget(key: string): Promise<void> {
    const { outgoing, log } = this.#parts;
    await outgoing.done(key).catch((err) => {
      log.warn({ err, outbox: key }, 'the parts of a reply could not be forgotten');
    });
  }

  /** Resolves when the next part may go. */
  async #turn({ person, key }: Errand) {
    const { name, capabilities } = this.#channel;
    const wish = { channel: name, person, key, rates: capabilities.rates };
    let turn = await this.#parts.outgoing.ask(wish);
    if (turn.waitMs > 0 && turn.waitMs <= SHORT_WAIT_MS) {
      await sleep(turn.waitMs);
      turn = { ...(await this.#parts.outgoing.ask(wish)), kept: true };
    }
    if (turn.waitMs > 0) throw later('not its turn yet', turn.waitMs);
    return turn;
  }

  async #sendOne(message: Rendered, part: number, { person, key, signal }: Errand) {
    const { metrics } = this.#parts;
    const { name, capabilities } = this.#channel;
    if (signal?.aborted) throw later('the node stops', 0);
    if (!this.#breaker.enter()) throw later('the platform is down', this.#breaker.restMs());
    try {
      const limits = { what: 'the platform', limitMs: capabilities.timeoutMs, halt: signal };
      const delivered = await this.#renewing(() =>
        inTime((given) => this.#channel.send(person, message, `${key}.${part}`, given), limits),
      );
      this.#breaker.succeeded();
      metrics.count('sent', { channel: name });
      return delivered;
    } catch (error) {
      throw await this.#judged(error, person);
    }
  }

  /** Sends; when the credentials are old, has them renewed and sends once more. */
  async #renewing<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const { refresh } = this.#channel;
      if (!(error instanceof SendError) || error.kind !== 'refresh-and-retry') throw error;
      if (refresh !== undefined) {
        const limits = { what: 'the renewal of credentials', limitMs: RENEWAL_MS };
        await inTime(() => refresh.call(this.#channel), limits);
      }
      return send();
    }
  }

  /** What a failure means for this reply and for those behind it. */
  async #judged(error: unknown, person: string): Promise<SendError> {
    const { metrics, log, outgoing } = this.#parts;
    const { name } = this.#channel;
    const refused =
      error instanceof SendError
        ? error
        : new SendError(messageOf(error), { kind: 'retry-later', cause: error });
    const { kind, afterMs, scope } = refused;
    const isAnswer = kind !== 'retry-later' || afterMs !== undefined;
    if (isAnswer) this.#breaker.succeeded();
    else this.#breaker.failed();
    metrics.count('send_failed', { channel: name, kind });
    if (kind === 'needs-an-operator') {
      log.error({ err: refused, channel: name }, 'a channel needs an operator');
    }
    if (afterMs !== undefined) {
      await outgoing.hold(name, scope === 'chat' ? person : undefined, afterMs);
    }
    const rest = this.#breaker.restMs();
    if (isAnswer || rest === 0) return refused;
    // It says nothing about this reply that the platform is down.
    return new SendError(refused.message, { ...OPTIONS, afterMs: rest, cause: error });
  }
}

const OPTIONS = { kind: 'retry-later', attempted: false } as const;

function later(message: string, afterMs: number): SendError {
  return new SendError(message, { ...OPTIONS, afterMs });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
