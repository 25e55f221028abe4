import { expect, test } from 'vitest';
import { createBreaker } from '../src/breaker.ts';

/** A breaker with a clock that is set by hand; three failures count as down. */
function breaker() {
  let time = 0;
  const made = createBreaker(() => new Date(time), { failures: 3, firstMs: 100, longestMs: 400 });
  return {
    ...made,
    /** So many calls, all begun before the first of them fails. */
    fail(times: number) {
      const begun = Array.from({ length: times }, () => made.enter()).filter(Boolean);
      for (const _ of begun) made.failed();
      return begun.length;
    },
    wait(ms: number) {
      time += ms;
    },
  };
}

test('lets everything through while calls succeed, and after single failures', () => {
  const { admits, enter, fail, restMs, succeeded } = breaker();
  for (let i = 0; i < 10; i++) {
    expect(fail(2)).toBe(2);
    expect(enter()).toBe(true);
    succeeded();
  }
  expect(admits()).toBe(Number.POSITIVE_INFINITY);
  expect(restMs()).toBe(0);
});

test('opens after failures in a row, for at most a fifth longer than it was told', () => {
  const { admits, enter, fail, restMs, wait } = breaker();
  fail(3);
  expect(admits()).toBe(0);
  expect(enter()).toBe(false);
  expect(restMs()).toBeGreaterThanOrEqual(100);
  expect(restMs()).toBeLessThanOrEqual(120);
  wait(99);
  expect(enter()).toBe(false);
  wait(21);
  expect(restMs()).toBe(0);
});

test('after the pause one call finds out whether it is back, and the others wait for it', () => {
  const { admits, enter, fail, restMs, succeeded, wait } = breaker();
  fail(3);
  wait(120);
  expect(admits()).toBe(1);
  expect(enter()).toBe(true);
  expect([admits(), enter(), restMs()]).toEqual([0, false, 100]);
  succeeded();
  expect([enter(), enter()]).toEqual([true, true]);
});

test('a trial that is broken off decides nothing: another may begin', () => {
  const { admits, enter, fail, left, wait } = breaker();
  fail(3);
  wait(120);
  enter();
  left();
  expect(admits()).toBe(1);
});

test('pauses grow with each trial that fails, up to the longest, and begin anew', () => {
  const { enter, fail, restMs, succeeded, wait } = breaker();
  fail(3);
  for (const least of [200, 400, 400]) {
    wait(1000);
    expect(fail(1)).toBe(1);
    expect(restMs()).toBeGreaterThanOrEqual(least);
    expect(restMs()).toBeLessThanOrEqual(least * 1.2 + 1);
  }
  wait(1000);
  enter();
  succeeded();
  fail(3);
  expect(restMs()).toBeLessThanOrEqual(120);
});

test('many calls that fail together make one pause', () => {
  const { fail, restMs } = breaker();
  expect(fail(40)).toBe(40);
  expect(restMs()).toBeLessThanOrEqual(120);
});
