import { loadBot } from '../../src/load.ts';

/**
 * Learns the ranking's model once before all tests and leaves it in the cache, where every test file
 * that loads the real bot finds it; otherwise each would learn it anew, all at the same time.
 */
export default function setup(): void {
  loadBot();
}
