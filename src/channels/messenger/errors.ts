import { SendError, type SendErrorOptions, type SendFailure } from '../send.ts';

/** `error` of an answer of the Graph API. */
export interface GraphFailure {
  code: number;
  error_subcode?: number | undefined;
  message: string;
  is_transient?: boolean | undefined;
}

/**
 * The Graph API's codes (developers.facebook.com/docs/messenger-platform/error-codes) and what each
 * means for us.
 */
const KINDS: Readonly<Record<SendFailure, readonly number[]>> = {
  // Unknown, service, temporary; the app's, a person's, the page's and Messenger's rate.
  'retry-later': [1, 2, 4, 17, 32, 341, 613, 1200, 80006],
  'refresh-and-retry': [],
  // Outside the window, not receiving, another app has the conversation; blocked, gone.
  'permanent-for-this-person': [10, 200, 551],
  // Session, parameter (a fault of ours), version, permission, token, policy, list lengths.
  'needs-an-operator': [3, 12, 100, 101, 102, 104, 105, 190, 194, 230, 294, 299, 368],
};

const BY_CODE = new Map(
  Object.entries(KINDS).flatMap(([kind, codes]) =>
    codes.map((code) => [code, kind as SendFailure] as const),
  ),
);

/** Of 100: no matching user; no such object, which here is the person. */
const NOBODY = [2018001, 33];

/** Of 200: the app may not write to the public (any more). */
const NOT_PUBLIC = [2018021, 2018027, 2018028];

/** Of 10 and 200 without a subcode: the app lacks a permission, or the person is away. */
const PERMISSION = /permission|pages_messaging|admins?, developers/i;

/** Codes by which everything we send is too much, and not only to one chat. */
const ALL_OF_US = [4, 17, 32, 341, 80006];

/** How long to leave it then, unless the platform says; milliseconds. */
const CROWDED_MS = 30_000;

/** For a code that we do not know. The platform did answer: it is about this message, and no outage. */
const UNKNOWN_MS = 5000;

/**
 * A failure as ours. A code that stands in no table is tried again a few times and then on record;
 * the platform's words are shortened, and `secrets` taken out of them ("Malformed access token …").
 *
 * @param afterMs how long to wait, where the answer's headers tell
 */
export function graphError(
  failure: GraphFailure,
  { afterMs, secrets = [] }: { afterMs?: number | undefined; secrets?: readonly string[] } = {},
): SendError {
  const { code, error_subcode: sub, message } = failure;
  const kind = kindOf(failure);
  const options: SendErrorOptions =
    kind === undefined ? { kind: 'retry-later', afterMs: UNKNOWN_MS } : { kind };
  const isAll = ALL_OF_US.includes(code);
  if (isAll || code === 613) {
    Object.assign(options, { afterMs: afterMs ?? CROWDED_MS, scope: isAll ? 'platform' : 'chat' });
  }
  const words = secrets
    .reduce((text, secret) => text.replaceAll(secret, '…'), message)
    .slice(0, 160);
  return new SendError(`Messenger ${code}${sub === undefined ? '' : `/${sub}`}: ${words}`, options);
}

/** Undefined: it stands in no table. */
function kindOf(failure: GraphFailure): SendFailure | undefined {
  const { code, error_subcode: sub, message, is_transient } = failure;
  if (code === 100 && sub !== undefined && NOBODY.includes(sub)) return 'permanent-for-this-person';
  if (code === 10 || code === 200) {
    const isApps = sub === undefined ? PERMISSION.test(message) : NOT_PUBLIC.includes(sub);
    return isApps ? 'needs-an-operator' : 'permanent-for-this-person';
  }
  return is_transient ? 'retry-later' : BY_CODE.get(code);
}
