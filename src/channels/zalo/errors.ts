import { SendError, type SendErrorOptions, type SendFailure } from '../send.ts';

/**
 * Zalo's error codes; they come with HTTP 200. The table is the official one (A2 of
 * `platforms/zalo-telegram-messenger.md`), what each means for us is its policy line or ours.
 */
const KINDS: Readonly<Record<SendFailure, readonly number[]>> = {
  // Rate, sending failed, night (of promotional messages only).
  'retry-later': [-32, -200, -234],
  'refresh-and-retry': [-216, -220],
  // Not following, blocks us, has had too many, banned or away; the window; takes no such messages.
  'permanent-for-this-person': [-213, -217, -218, -227, -230, -232, -244],
  'needs-an-operator': [
    // The account, its package, the app's permission; or a call that Zalo has closed.
    -204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240, -242, -248, -320, -321,
    // The message is not as it should be, or is of a kind that we do not send (articles, templates,
    // forms, to groups): a fault of ours, which would meet everybody.
    -100, -201, -210, -214, -233, -237, -238, -241, -249, -403, -1340, -1341,
  ],
};

const BY_CODE = new Map(
  Object.entries(KINDS).flatMap(([kind, codes]) =>
    codes.map((code) => [code, kind as SendFailure] as const),
  ),
);

/** What Zalo's figure of 4000 calls a minute leaves to do once it was passed; milliseconds. */
const CROWDED_MS = 5000;
const NIGHT_MS = 3_600_000;
/** For a code that we do not know. Zalo did answer: it is about this message, and no outage. */
const UNKNOWN_MS = 5000;

/**
 * A code as our failure. One that stands in no table is tried again a few times and then on record;
 * the platform's own words are shortened, as they might repeat ours.
 */
export function zaloError(code: number, message: string): SendError {
  const kind = BY_CODE.get(code);
  const options: SendErrorOptions =
    kind === undefined ? { kind: 'retry-later', afterMs: UNKNOWN_MS } : { kind };
  if (code === -32) Object.assign(options, { afterMs: CROWDED_MS, scope: 'platform' });
  if (code === -234) Object.assign(options, { afterMs: NIGHT_MS });
  return new SendError(`Zalo ${code}: ${message.slice(0, 120)}`, options);
}
