import { createHash } from 'node:crypto';

/**
 * Chance that comes out the same again: everything a demonstration draws comes from one of these,
 * so that the same seed on the same day gives the same conversations.
 */
export class Random {
  #state: number;

  /** Each seed has its own run of numbers; what is drawn from one does not move another. */
  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE();
  }

  /** At least 0, less than 1 (mulberry32: small, quick, and even enough for this). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Milliseconds around `seconds`: mostly near it, now and then much longer, as people take. */
  pause(seconds: number): number {
    const spread = this.next() + this.next() + this.next() - 1.5;
    return Math.round(1000 * seconds * Math.exp(1.1 * spread));
  }

  /** One of them; a list without any is the caller's mistake. */
  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.next() * from.length)];
    if (one === undefined) throw new RangeError('found nothing to pick from, allowed at least one');
    return one;
  }

  /** One of them, each as likely as its weight says. */
  weighted<T>(from: Iterable<readonly [T, number]>): T {
    const all = [...from];
    let left = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of all) {
      left -= weight;
      if (left < 0) return one;
    }
    return this.pick(all)[0];
  }
}
