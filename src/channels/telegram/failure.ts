import { GrammyError, HttpError } from 'grammy';
import { SendError } from '../send.ts';

/** Descriptions of a 400 that are about the person, not about the message. */
const GONE =
  /chat not found|user not found|peer_id_invalid|user_is_blocked|user is deactivated|input_user_deactivated|bot was blocked|upgraded to a supergroup|chat_write_forbidden|not enough rights|have no rights/i;

/**
 * The Bot API's refusals of a message (core.telegram.org/bots/api#making-requests; codes are HTTP's):
 * - 429 with `parameters.retry_after` in seconds: too fast;
 * - 403: the person blocked the bot, is gone, or never wrote to it; 400 with such a description;
 * - 401, 404: the token is not valid (any more);
 * - another 400, 413: the message is not as it should be, which is a fault of ours to be seen to;
 * - 5xx, no answer, an answer that is none: later.
 */
export function sendFailure(error: unknown): Error {
  if (!(error instanceof GrammyError)) return plain(error);
  const { error_code: code, description = '', parameters } = error;
  const message = `Telegram: ${code} ${description}`;
  if (code === 429 || code === 420) {
    const seconds = parameters?.retry_after;
    const afterMs = seconds === undefined ? undefined : seconds * 1000;
    return new SendError(message, { kind: 'retry-later', afterMs });
  }
  if (code === 403 || (code === 400 && GONE.test(description))) {
    return new SendError(message, { kind: 'permanent-for-this-person' });
  }
  if (code >= 400 && code < 500) return new SendError(message, { kind: 'needs-an-operator' });
  return new SendError(message, { kind: 'retry-later' });
}

/** A failed call as one line for an operator; neither the token nor anybody's words are in it. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof GrammyError)) return plain(error).message;
  const { error_code: code, description, method } = error;
  if (code === 401 || code === 404) return `the token is not valid: ${code} ${description}`;
  return `${method}: ${code} ${description}`;
}

/** Without the cause, whose message names the address, in which the token stands. */
function plain(error: unknown): Error {
  if (error instanceof HttpError) return new Error('Telegram did not answer');
  return error instanceof Error ? error : new Error(String(error));
}
