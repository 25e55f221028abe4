import { setTimeout as sleep } from 'node:timers/promises';
import { type Breaker, createBreaker } from '../breaker.ts';
import type { Log } from '../log.ts';
import type { Channel } from './channel.ts';
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
  return async (name, person, reply, key) => {
    const line = lines.get(name);
    if (line === undefined) {
      throw new SendError(`the channel ${name} is off`, { kind: 'needs-an-operator' });
    }
    return line.send(person, (channel) => render(reply, channel.capabilities, parts.words), key);
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

  async send(
    person: string,
    rendered: (channel: Channel) => Rendered[],
    key: string,
  ): Promise<{ deliveredId?: string }> {
    if (this.#underWay >= CONCURRENCY) {
      throw later('many messages are under way', CROWDED_MS * (1 + Math.random()));
    }
    this.#underWay += 1;
    try {
      return await this.#sendAll(person, rendered(this.#channel), key);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #sendAll(person: string, messages: Rendered[], key: string) {
    const { outgoing } = this.#parts;
    const rest = this.#breaker.restMs();
    if (rest > 0) throw later('the platform is down', rest);
    let turn = await this.#turn(person, key);
    // A flow file may have changed between two attempts: then there may be fewer parts.
    let delivered = {};
    for (let i = Math.min(turn.parts, messages.length - 1); i < messages.length; i++) {
      if (i > turn.parts) turn = await this.#turn(person, key);
      delivered = await this.#sendOne(person, messages[i]!, `${key}.${i}`);
      if (i < messages.length - 1) await outgoing.taken(key, i + 1);
    }
    if (turn.kept || messages.length > 1) await outgoing.done(key);
    return delivered;
  }

  /** Resolves when the next part may go. */
  async #turn(person: string, key: string) {
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

  async #sendOne(person: string, message: Rendered, key: string) {
    const { metrics } = this.#parts;
    const { name } = this.#channel;
    if (!this.#breaker.enter()) throw later('the platform is down', this.#breaker.restMs());
    try {
      const delivered = await this.#renewing(() => this.#inTime(person, message, key));
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
      await refresh?.call(this.#channel);
      return send();
    }
  }

  async #inTime(person: string, message: Rendered, key: string) {
    const { timeoutMs } = this.#channel.capabilities;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`the platform took longer than ${timeoutMs / 1000} s`));
    }, timeoutMs);
    try {
      return await Promise.race([this.#channel.send(person, message, key), late.promise]);
    } finally {
      clearTimeout(timer);
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
