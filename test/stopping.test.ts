import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { onSignal } from '../src/stopping.ts';

/** A process that was told to stop, twice: with which codes it left, and what it said. */
async function told(stop: () => Promise<void>, deadlineMs?: number) {
  const lines: string[] = [];
  const codes: number[] = [];
  const signal = onSignal({
    stop,
    log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line).msg) }),
    exit: (code) => void codes.push(code),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  signal('SIGTERM');
  signal('SIGINT');
  await sleep(60);
  return { codes, lines };
}

test('who has stopped leaves with 0, and says nothing of a deadline that passes later', async () => {
  expect(await told(async () => {}, 20)).toEqual({ codes: [0], lines: ['stopping'] });
});

test('who cannot stop leaves with 1', async () => {
  const stop = () => Promise.reject(new Error('no database'));
  expect(await told(stop)).toEqual({ codes: [1], lines: ['stopping', 'did not stop cleanly'] });
});

test('who hangs leaves with 1 all the same', async () => {
  const stop = () => Promise.withResolvers<void>().promise;
  expect(await told(stop, 20)).toEqual({ codes: [1], lines: ['stopping', 'did not stop in time'] });
});
