import { SendError, type SendFailure } from '../send.ts';

/**
 * A connector's refusals, by status (learn.microsoft.com/azure/bot-service/rest-api, "HTTP status
 * codes"; for Teams "status codes from bot conversational APIs"):
 * - 401: our token; it is renewed, once;
 * - 403: the person blocked the bot or removed it; 404, 410: the conversation is gone;
 * - 408, 412, 429 (`Retry-After`), 5xx: later;
 * - any other 4xx: the message is not as it should be, which is a fault of ours to be seen to.
 */
export function sendFailure(status: number, retryAfter: string | null, body: string): SendError {
  const seconds = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  const afterMs = status < 500 && seconds !== undefined ? seconds * 1000 : undefined;
  return new SendError(`Bot Service: ${status} ${codeIn(body)}`.trim(), {
    kind: kindOf(status),
    afterMs,
  });
}

function kindOf(status: number): SendFailure {
  if (status === 401) return 'refresh-and-retry';
  if (status === 403 || status === 404 || status === 410) return 'permanent-for-this-person';
  if (status === 408 || status === 412 || status === 429 || status >= 500) return 'retry-later';
  return 'needs-an-operator';
}

/** `{error:{code,message}}`; the message may repeat what was sent. */
function codeIn(body: string): string {
  try {
    const code: unknown = JSON.parse(body).error.code;
    return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '';
  } catch {
    return '';
  }
}
