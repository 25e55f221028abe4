import { expect, test } from 'vitest';
import { createBreaker } from '../../src/channels/breaker.ts';

/** A breaker with a clock that is set by hand; three failures count as down. */
function breaker() {
  let time = 0;
  const made = createBreaker(() => new Date(time), { failures: 3, firstMs: 100, longestMs: 400 });
  const fail = (times: number) => Array.from({ length: times }, () => made.failed());
  return { ...made, fail, wait: (ms: number) => (time += ms) };
}

test('a platform counts as down after some failures in a row', () => {
  const { answered, fail, pauseMs } = breaker();
  expect(fail(2)).toEqual([false, false]);
  expect(pauseMs()).toBe(0);
  answered();
  expect(fail(3)).toEqual([false, false, true]);
  expect(pauseMs()).toBeGreaterThanOrEqual(100);
  expect(pauseMs()).toBeLessThanOrEqual(120);
});

test('after the pause one call finds out whether it is back', () => {
  const { answered, fail, pauseMs, restMs, wait } = breaker();
  fail(3);
  wait(120);
  expect(restMs()).toBe(0);
  expect(pauseMs()).toBe(0);
  expect(pauseMs()).toBe(100);
  answered();
  expect([pauseMs(), pauseMs()]).toEqual([0, 0]);
});

test('pauses grow, up to the longest', () => {
  const { fail, pauseMs, restMs, wait } = breaker();
  fail(3);
  for (const least of [200, 400, 400]) {
    wait(1000);
    expect(pauseMs()).toBe(0);
    fail(1);
    expect(restMs()).toBeGreaterThanOrEqual(least);
    expect(restMs()).toBeLessThanOrEqual(least * 1.2 + 1);
  }
});
