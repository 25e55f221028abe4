import { expect, test } from 'vitest';
import { createDoor } from '../../src/channels/door.ts';
import type { Inbound } from '../../src/channels/inbound.ts';
import { createMetrics } from '../../src/channels/metrics.ts';

function door() {
  let time = 0;
  const stored: Inbound[] = [];
  const metrics = createMetrics();
  const accept = createDoor({
    async accept(message) {
      stored.push(message);
      return 'stored';
    },
    metrics,
    now: () => new Date(time),
    sourceCode: 'HP-[0-9A-Z]{4}',
    perMinute: 2,
  });
  return { accept, stored, metrics, wait: (ms: number) => (time += ms) };
}

const message = (content: Partial<Inbound>, person = 'p'): Inbound => ({
  channel: 'zalo',
  person,
  eventId: 'e',
  at: new Date(0),
  ...content,
});

test('a flood of one person is not stored, and nobody else notices', async () => {
  const { accept, stored, metrics, wait } = door();
  const outcomes = [];
  for (let i = 0; i < 25; i++) outcomes.push(await accept(message({ text: 'a' })));
  expect(outcomes.filter((outcome) => outcome === 'dropped')).toHaveLength(5);
  expect(await accept(message({ text: 'a' }, 'q'))).toBe('stored');
  expect(await accept(message({ signal: 'officer' }))).toBe('stored');
  expect(stored).toHaveLength(22);
  expect(metrics.metrics()).toEqual([
    { name: 'inbound_dropped', labels: { channel: 'zalo' }, value: 5 },
  ]);
  wait(60_000);
  expect(await accept(message({ text: 'a' }))).toBe('stored');
});

test.each<[Partial<Inbound>, Partial<Inbound>]>([
  [{ text: 'HP-7K2Q' }, { text: '/start', source: 'HP-7K2Q' }],
  [{ text: ' hp-7k2q\n' }, { text: '/start', source: 'HP-7K2Q' }],
  [{ text: 'Mã HP-7K2Q, id.vn là gì?' }, { text: 'Mã HP-7K2Q, id.vn là gì?', source: 'HP-7K2Q' }],
  [
    { text: 'HP-7K2Q', source: 'fair' },
    { text: '/start', source: 'fair' },
  ],
  [{ text: 'XHP-7K2Q9 HP-7' }, { text: 'XHP-7K2Q9 HP-7' }],
  [{ tap: 'flow:menu' }, { tap: 'flow:menu' }],
])('%j comes in as %j', async (given, expected) => {
  const { accept, stored } = door();
  await accept(message(given));
  expect(stored).toEqual([message(expected)]);
});

test('what cannot be stored is told', async () => {
  const accept = createDoor({
    accept: () => Promise.reject(new Error('away')),
    metrics: createMetrics(),
    now: () => new Date(),
    sourceCode: 'X',
    perMinute: 2,
  });
  await expect(accept(message({ text: 'a' }))).rejects.toThrow('away');
});
