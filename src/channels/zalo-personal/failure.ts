import { SendError, type SendErrorOptions } from '../send.ts';

/** Zalo lets nobody write for an hour and more who has written too much. */
const TOO_MUCH_MS = 3_600_000;

/**
 * Zalo's codes as users of zca-js report them (issues 35, 94, 114, 211, 229, 307 there); nobody
 * publishes a list.
 */
const CODES: Readonly<Record<number, SendErrorOptions>> = {
  // The cookie zpw_sek, or the session's key, is not good (any more).
  600: { kind: 'refresh-and-retry' },
  102: { kind: 'refresh-and-retry' },
  // Too many requests.
  221: { kind: 'retry-later', afterMs: TOO_MUCH_MS, scope: 'platform' },
  // A parameter is wrong: Zalo has changed something.
  114: { kind: 'needs-an-operator' },
};

/**
 * What Zalo's refusal of a message means. Unknown codes, and those that say that this person takes
 * no messages of strangers (122) or of us (123), are about the person; without a code the answer was none.
 */
export function sendFailure(error: unknown): Error {
  if (error instanceof SendError) return error;
  // Without the cause, which names addresses.
  if (!isZaloApiError(error)) return new Error('Zalo did not answer');
  const { code, message } = error;
  const text = `Zalo: ${code ?? 'no code'} ${message}`;
  if (code !== null) {
    return new SendError(text, CODES[code] ?? { kind: 'permanent-for-this-person' });
  }
  const unauthorised = /status code 40[13]$/.test(message);
  return new SendError(text, { kind: unauthorised ? 'refresh-and-retry' : 'retry-later' });
}

/** Zalo took the message and gave it no number: then it is shown to nobody (zca-js, issues 146, 357). */
export function swallowed(): SendError {
  return new SendError('Zalo took a message and did not deliver it', {
    kind: 'retry-later',
    afterMs: TOO_MUCH_MS,
    scope: 'platform',
  });
}

/** Why a login failed, in a line. `refused`: Zalo does not know the session; else it may work later. */
export function loginFailure(error: unknown): { refused: boolean; reason: string } {
  if (isZaloApiError(error)) return { refused: true, reason: error.message };
  const known = error instanceof SendError ? error.message : 'Zalo did not answer';
  return { refused: false, reason: known };
}

/** By its name, so that zca-js need not be loaded for it. */
function isZaloApiError(error: unknown): error is Error & { code: number | null } {
  return error instanceof Error && /^ZcaApiError$|^ZaloApi/.test(error.name);
}
