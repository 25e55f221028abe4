/** Counts in memory, so it is each node's own: it holds back floods, it is no quota. */
export interface RateLimit {
  /** Counts one use; false when there were too many of that key in the running minute. */
  allows(key: string): boolean;
}

const WINDOW_MS = 60_000;

/** The most keys remembered within one minute. A flood from more of them is not remembered longer. */
const MAX_KEYS = 100_000;

export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  let counts = new Map<string, number>();
  let began = now().getTime();
  return {
    allows(key) {
      const time = now().getTime();
      if (time - began >= WINDOW_MS || counts.size >= MAX_KEYS) {
        counts = new Map();
        began = time;
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= perMinute;
    },
  };
}

/** An address as one visitor's: of IPv6 the first 64 bits, which one line is given as a whole. */
export function visitor(address = ''): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  while (tail !== undefined && groups.length + rest.length < 8) groups.push('0');
  return [...groups, ...rest].slice(0, 4).join(':');
}
