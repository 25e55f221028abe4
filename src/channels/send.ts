import type { Reply } from '../engine/reply.ts';

/**
 * Hands a reply to its channel. Resolves when the platform has taken it, with the platform's name
 * for it if there is one; throws {@link SendError} or anything else if not. It settles in any case,
 * as a reply is not tried again while it might still be sent. A reply whose sending was in doubt
 * when a node died comes again under the same `key`.
 *
 * @param signal aborted when the node cannot wait any longer: then nothing more goes to the platform
 */
export type Send = (
  channel: string,
  person: string,
  reply: Reply,
  key: string,
  signal?: AbortSignal,
) => Promise<{ deliveredId?: string }>;

/**
 * What a platform's refusal means for us; each adapter's error table maps to these.
 * - `retry-later`: busy, down, too fast. The same again in a while.
 * - `refresh-and-retry`: our credentials are old. The channel renews them, then once more at once.
 * - `permanent-for-this-person`: blocked us, gone, outside the window. Others are not concerned.
 * - `needs-an-operator`: the account, its package or its permission; someone of ours has to act.
 */
export type SendFailure =
  | 'retry-later'
  | 'refresh-and-retry'
  | 'permanent-for-this-person'
  | 'needs-an-operator';

export interface SendErrorOptions {
  kind: SendFailure;
  /** How long to wait, by the platform's word (`retry_after`) or its table; then it is not down. Milliseconds. */
  afterMs?: number | undefined;
  /** Whom {@link afterMs} concerns: this chat only (unless told otherwise), or everything we send. */
  scope?: 'chat' | 'platform';
  /** False: it was not even tried, because it is not its turn yet. It costs no attempt. */
  attempted?: boolean;
  cause?: unknown;
}

/** A platform's refusal, told by its error table. Any other error is worth trying again. */
export class SendError extends Error {
  override name = 'SendError';
  readonly kind: SendFailure;
  readonly afterMs: number | undefined;
  readonly scope: 'chat' | 'platform';
  readonly attempted: boolean;

  /** `{ retry }` is short for `retry-later` and `permanent-for-this-person`. */
  constructor(
    message: string,
    options: SendErrorOptions | { retry: boolean; afterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    const given: SendErrorOptions =
      'kind' in options
        ? options
        : { ...options, kind: options.retry ? 'retry-later' : 'permanent-for-this-person' };
    this.kind = given.kind;
    this.afterMs = given.afterMs;
    this.scope = given.scope ?? 'chat';
    this.attempted = given.attempted ?? true;
  }

  /** False when the same can never succeed, or not before someone of ours has acted. */
  get retry(): boolean {
    return this.kind === 'retry-later' || this.kind === 'refresh-and-retry';
  }
}
