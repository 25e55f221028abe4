import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { inTime } from '../../src/channels/in-time.ts';

test('what is done in time counts, and is not told to end afterwards', async () => {
  const halt = new AbortController();
  const limits = { what: 'it', limitMs: 30, halt: halt.signal };
  let given: AbortSignal | undefined;
  const done = inTime(async (signal) => {
    given = signal;
    return 7;
  }, limits);
  expect(await done).toBe(7);
  await sleep(40);
  halt.abort();
  expect(given!.aborted).toBe(false);
});

test.each([
  ['that takes too long', 20, 'it took longer than 0.02 s'],
  ['that is halted', 60_000, 'it was not waited for any longer'],
])('work %s is told so and left', async (_, limitMs, message) => {
  const halt = new AbortController();
  let given: AbortSignal | undefined;
  const left = inTime(
    (signal) => {
      given = signal;
      return Promise.withResolvers<never>().promise;
    },
    { what: 'it', limitMs, halt: halt.signal },
  );
  if (limitMs > 1000) halt.abort();
  await expect(left).rejects.toThrow(message);
  expect(given!.aborted).toBe(true);
});

test('what is halted already is not begun', async () => {
  const work = vi.fn(async () => {});
  const limits = { what: 'it', limitMs: 1000, halt: AbortSignal.abort() };
  await expect(inTime(work, limits)).rejects.toThrow();
  expect(work).not.toHaveBeenCalled();
});
