import { SendError } from '../send.ts';
import { ZaloBotRefusal } from './client.ts';

/** Descriptions of a 400 or 404 that are about the person. The documentation has no list of them. */
const GONE = /\b(chat|user|recipient)(_id|_not_found)?\b|blocked/i;

/** How long a 429 is obeyed that does not say how long. It is the bot's quota, so it is everybody's. */
const CROWDED_MS = 30_000;

/**
 * The platform's refusals of a message (docs.zaloplatforms.com/docs/BOT; codes are HTTP's):
 * - 429: the quota, which is the bot's, not the chat's;
 * - 403, and a 400 or 404 that names the chat or the user: this person cannot be written to;
 * - 401, another 404: the token is not valid; another 4xx: a fault of ours to be seen to;
 * - 408, 5xx, codes in no table, no answer, an answer that is none: later.
 */
export function sendFailure(error: unknown): Error {
  if (!(error instanceof ZaloBotRefusal)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const { code, description, message, afterMs = code === 429 ? CROWDED_MS : undefined } = error;
  if (code === 403 || ((code === 400 || code === 404) && GONE.test(description))) {
    return new SendError(message, { kind: 'permanent-for-this-person' });
  }
  if (code >= 400 && code < 500 && code !== 408 && code !== 429) {
    return new SendError(message, { kind: 'needs-an-operator' });
  }
  return new SendError(message, { kind: 'retry-later', afterMs, scope: 'platform' });
}

/** A failed call as one line for an operator. */
export function describeFailure(error: unknown): string {
  if (error instanceof ZaloBotRefusal && (error.code === 401 || error.code === 404)) {
    return `the token is not valid: ${error.code} ${error.description}`.trim();
  }
  return error instanceof Error ? error.message : String(error);
}
