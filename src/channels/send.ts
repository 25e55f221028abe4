import type { Reply } from '../engine/reply.ts';

/**
 * Hands a reply to its channel. Resolves when the platform has taken it, with the platform's name
 * for it if there is one; throws {@link SendError} or anything else if not. A reply whose sending
 * was in doubt when a node died comes again under the same `key`.
 */
export type Send = (
  channel: string,
  person: string,
  reply: Reply,
  key: string,
) => Promise<{ deliveredId?: string }>;

/** A platform's refusal, told by its error table. Any other error is worth trying again. */
export class SendError extends Error {
  override name = 'SendError';
  /** False when it can never succeed: the person blocked us, the chat is gone. */
  readonly retry: boolean;
  /** When the platform said how long to wait; milliseconds. */
  readonly afterMs: number | undefined;

  constructor(message: string, options: { retry: boolean; afterMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retry = options.retry;
    this.afterMs = options.afterMs;
  }
}
