import { expect, test } from 'vitest';
import { createMetrics } from '../../src/channels/metrics.ts';

test('counters are told apart by name and labels, in whatever order', () => {
  const { count, metrics } = createMetrics();
  count('sent', { channel: 'a', kind: 'x' });
  count('sent', { kind: 'x', channel: 'a' }, 2);
  count('sent', { channel: 'b' });
  count('sent');
  expect(metrics()).toEqual([
    { name: 'sent', labels: { channel: 'a', kind: 'x' }, value: 3 },
    { name: 'sent', labels: { channel: 'b' }, value: 1 },
    { name: 'sent', labels: {}, value: 1 },
  ]);
});
