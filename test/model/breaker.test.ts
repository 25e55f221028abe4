import { expect, test } from 'vitest';
import { createBreaker } from '../../src/model/breaker.ts';

let time = 0;
const breaker = () => createBreaker(() => time, { failures: 3, pauseMs: 1000 });

test('lets everything through while calls succeed, and after single failures', () => {
  const one = breaker();
  for (let i = 0; i < 10; i++) {
    expect(one.enter()).toBe(true);
    one.failed();
    expect(one.enter()).toBe(true);
    one.succeeded();
  }
  expect(one.admits()).toBe(Number.POSITIVE_INFINITY);
});

test('opens after failures in a row, and lets one trial through after the pause', () => {
  const one = breaker();
  for (let i = 0; i < 3; i++) {
    expect(one.enter()).toBe(true);
    one.failed();
  }
  expect(one.admits()).toBe(0);
  expect(one.enter()).toBe(false);
  time += 999;
  expect(one.enter()).toBe(false);
  time += 1;
  expect(one.admits()).toBe(1);
  expect(one.enter()).toBe(true);
  expect(one.enter()).toBe(false);
});

test.each([
  ['fails', 0, 1000],
  ['succeeds', Number.POSITIVE_INFINITY, 0],
  ['is broken off', 1, 0],
] as const)('a trial that %s decides', (how, admitted, until) => {
  const one = breaker();
  for (let i = 0; i < 3; i++) {
    one.enter();
    one.failed();
  }
  time += 1000;
  one.enter();
  if (how === 'fails') one.failed();
  else if (how === 'succeeds') one.succeeded();
  else one.left();
  expect(one.admits()).toBe(admitted);
  time += until;
  expect(one.admits()).toBeGreaterThan(0);
});
