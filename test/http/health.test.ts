import { expect, test } from 'vitest';
import { serve } from './service.ts';

test('alive', async () => {
  const { url } = await serve({ ready: async () => false });
  const response = await fetch(`${url}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

test.each([
  ['ready', async () => true, 200],
  ['not ready', async () => false, 503],
  [
    'not even able to tell',
    async () => {
      throw new Error('connection refused');
    },
    503,
  ],
])('%s', async (_words, ready, status) => {
  const { url } = await serve({ ready });
  const response = await fetch(`${url}/readyz`);
  expect(response.status).toBe(status);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
});
