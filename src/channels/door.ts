import type { Accepted } from './channel.ts';
import type { Inbound } from './inbound.ts';
import { sourceCode } from './keywords.ts';
import type { Metrics } from './metrics.ts';

export interface DoorParts {
  /** Stores a message, or rejects. */
  accept(message: Inbound): Promise<'stored' | 'duplicate'>;
  metrics: Metrics;
  now(): Date;
  /** What a source code looks like; see `flows/language/channels.yaml`. */
  sourceCode: string;
  /** Messages of one person in a minute that are answered; ten times as many are still stored. */
  perMinute: number;
}

/** How much more is stored than is answered, so that the record shows what happened. */
const STORED_FOR_ONE_ANSWERED = 10;

const WINDOW_MS = 60_000;

/** The most people counted within one minute; beyond that the count begins anew. */
const MAX_PEOPLE = 100_000;

/**
 * The one way in for all channels. A flood of one person ends here, before it costs the database
 * anything (counted in each process; the polite word about it is `keepPace`'s). A source code in a
 * text ("HP-7K2Q") becomes the message's source, and a text that is nothing else a greeting.
 */
export function createDoor(parts: DoorParts): (message: Inbound) => Promise<Accepted> {
  const { metrics, now, perMinute } = parts;
  let counts = new Map<string, number>();
  let began = now().getTime();

  function isFlood({ channel, person }: Inbound): boolean {
    const time = now().getTime();
    if (time - began >= WINDOW_MS || counts.size >= MAX_PEOPLE) {
      counts = new Map();
      began = time;
    }
    const key = `${channel} ${person}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > perMinute * STORED_FOR_ONE_ANSWERED;
  }

  return async (message) => {
    if (message.signal === undefined && isFlood(message)) {
      metrics.count('inbound_dropped', { channel: message.channel });
      return 'dropped';
    }
    return parts.accept(withSource(message, parts.sourceCode));
  };
}

/** What a person who scanned a code and sent nothing else wants: to be greeted. */
const GREETING = '/start';

function withSource(message: Inbound, pattern: string): Inbound {
  const { text } = message;
  const code = text === undefined ? undefined : sourceCode(text, pattern);
  if (text === undefined || code === undefined) return message;
  const alone = text.trim().toUpperCase() === code;
  return { ...message, source: message.source ?? code, ...(alone && { text: GREETING }) };
}
