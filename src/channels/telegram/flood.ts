/** Tells whether a 429 is about one chat or about the bot as a whole, which Telegram does not say. */
export interface Flood {
  /** A 429 for that chat, with its pause in milliseconds. */
  scope(person: string, afterMs: number): 'chat' | 'platform';
}

/** When a second chat is refused while the pause of a first still runs, all sending is too fast. */
export function createFlood(now: () => Date): Flood {
  const until = new Map<string, number>();
  return {
    scope(person, afterMs) {
      const time = now().getTime();
      for (const [other, end] of until) if (end <= time) until.delete(other);
      const others = until.size - (until.has(person) ? 1 : 0);
      until.set(person, time + afterMs);
      return others > 0 ? 'platform' : 'chat';
    },
  };
}
