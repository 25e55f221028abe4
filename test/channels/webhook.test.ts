import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import type { Accepted } from '../../src/channels/channel.ts';
import type { Inbound } from '../../src/channels/inbound.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import { isSame, type WebhookParts, webhook } from '../../src/channels/webhook.ts';
import { testLog } from '../support/database.ts';

const NOW = new Date('2026-11-22T05:00:00Z');
const sign = (raw: string) => createHmac('sha256', 'key').update(raw).digest('hex');
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A webhook of a made-up platform: a body is a list of messages, signed as a whole. */
async function listening(given: Partial<WebhookParts> = {}) {
  const taken: Inbound[] = [];
  const metrics = createMetrics();
  const router = webhook({
    channel: 'test',
    path: '/webhooks/test',
    verify: ({ raw, headers }) => isSame(headers['x-signature'] as string, sign(raw.toString())),
    parse: (body) =>
      Array.isArray(body)
        ? body.map(({ at, ...rest }) => ({ channel: 'test', at: new Date(at), ...rest }))
        : undefined,
    async accept(message): Promise<Accepted> {
      if (taken.some(({ eventId }) => eventId === message.eventId)) return 'duplicate';
      taken.push(message);
      return 'stored';
    },
    metrics,
    log: testLog,
    now: () => NOW,
    limit: 2000,
    ...given,
  });
  const server = createServer(express().use(router)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/test`;
  return {
    taken,
    counted: () =>
      Object.fromEntries(
        metrics.metrics().map(({ labels, value }) => [labels.reason ?? labels.outcome, value]),
      ),
    async post(raw: string, headers: Record<string, string> = { 'X-Signature': sign(raw) }) {
      const response = await fetch(url, { method: 'POST', body: raw, headers });
      return response.status;
    },
    get: () => fetch(url).then(({ status }) => status),
  };
}

const message = (eventId: string, more: object = {}) => ({
  person: 'p',
  eventId,
  at: NOW.toISOString(),
  text: 'xin chào',
  ...more,
});

describe('a signed request', () => {
  test('is stored before it is acknowledged', async () => {
    let stored = false;
    const { post } = await listening({
      async accept() {
        await sleep(50);
        stored = true;
        return 'stored';
      },
    });
    expect(await post(JSON.stringify([message('1')]))).toBe(200);
    expect(stored).toBe(true);
  });

  test('brings all its messages in their order, whatever its type says', async () => {
    const { post, taken, counted } = await listening();
    const raw = ` ${JSON.stringify([message('1'), message('2')])}\n`;
    expect(await post(raw, { 'X-Signature': sign(raw), 'Content-Type': 'text/plain' })).toBe(200);
    expect(taken.map(({ eventId }) => eventId)).toEqual(['1', '2']);
    expect(counted()).toEqual({ stored: 2 });
  });

  test('that comes again is acknowledged again', async () => {
    const { post, taken, counted } = await listening();
    const raw = JSON.stringify([message('1')]);
    expect([await post(raw), await post(raw)]).toEqual([200, 200]);
    expect(taken).toHaveLength(1);
    expect(counted()).toEqual({ stored: 1, duplicate: 1 });
  });

  test('with one message of an unknown shape still brings the others', async () => {
    const { post, taken, counted } = await listening();
    const raw = JSON.stringify([message('1'), message('2', { person: '' }), message('3')]);
    expect(await post(raw)).toBe(200);
    expect(taken.map(({ eventId }) => eventId)).toEqual(['1', '3']);
    expect(counted()).toEqual({ stored: 2, unknown: 1 });
  });

  test('about nobody is acknowledged', async () => {
    const { post, taken, counted } = await listening();
    expect(await post('[]')).toBe(200);
    expect(taken).toEqual([]);
    expect(counted()).toEqual({});
  });

  test('that cannot be stored is to be sent again', async () => {
    const { post, counted } = await listening({ accept: () => Promise.reject(new Error('away')) });
    expect(await post(JSON.stringify([message('1')]))).toBe(503);
    expect(counted()).toEqual({ 'not-stored': 1 });
  });

  test('of which one message cannot be stored is to be sent again as a whole', async () => {
    const { post } = await listening({
      accept: async ({ eventId }) => {
        if (eventId === '2') throw new Error('away');
        return 'stored';
      },
    });
    expect(await post(JSON.stringify([message('1'), message('2')]))).toBe(503);
  });

  test.each<[string, Partial<WebhookParts>]>([
    ['storing takes longer', { accept: () => sleep(5000, 'stored', { ref: false }) }],
    ['its signature takes longer', { verify: () => sleep(5000, true, { ref: false }) }],
    [
      'both together do',
      { verify: () => sleep(1000, true), accept: () => sleep(1000, 'stored', { ref: false }) },
    ],
  ])('hears 503 after 1.5 s if %s', async (_, given) => {
    const { post, counted } = await listening(given);
    const began = performance.now();
    expect(await post(JSON.stringify([message('1')]))).toBe(503);
    expect(performance.now() - began).toBeLessThan(4000);
    expect(counted()).toEqual({ 'not-stored': 1 });
  });

  test('whose signature was looked at too late is not stored after all', async () => {
    const { post, taken } = await listening({ verify: () => sleep(1600, true) });
    expect(await post(JSON.stringify([message('1')]))).toBe(503);
    await sleep(300);
    expect(taken).toEqual([]);
  });

  test('does what else was asked for after it is acknowledged, and survives its failure', async () => {
    const bodies: unknown[] = [];
    const { post } = await listening({
      after(body) {
        bodies.push(body);
        throw new Error('no');
      },
    });
    expect(await post('[]')).toBe(200);
    expect(await post('[]')).toBe(200);
    expect(bodies).toEqual([[], []]);
  });
});

describe('changes nothing and is counted:', () => {
  const raw = JSON.stringify([message('1')]);
  const old = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString();

  test.each<[string, string, Record<string, string> | undefined, number, string]>([
    ['no signature', raw, {}, 401, 'unsigned'],
    ['another signature', raw, { 'X-Signature': sign('other') }, 401, 'unsigned'],
    ['a shorter signature', raw, { 'X-Signature': 'ab' }, 401, 'unsigned'],
    ['an unsigned nothing', '', {}, 401, 'unsigned'],
    ['no JSON', '[{', undefined, 400, 'malformed'],
    ['a signed nothing', '', undefined, 400, 'malformed'],
    ['a compressed body', raw, { 'Content-Encoding': 'gzip' }, 400, 'malformed'],
    ['too large a body', JSON.stringify('x'.repeat(2000)), undefined, 413, 'oversized'],
    ['an unknown shape', '{}', undefined, 200, 'unknown'],
    ['no message at all', '[{"at":"never"}]', undefined, 200, 'unknown'],
    ['null among messages', '[null]', undefined, 200, 'unknown'],
    ['an old message', JSON.stringify([message('1', { at: old(26) })]), undefined, 200, 'replayed'],
    [
      'one of tomorrow',
      JSON.stringify([message('1', { at: old(-1) })]),
      undefined,
      200,
      'replayed',
    ],
  ])('%s', async (_, body, headers, status, reason) => {
    const { post, taken, counted } = await listening();
    expect(await post(body, headers)).toBe(status);
    expect(taken).toEqual([]);
    expect(counted()).toEqual({ [reason]: 1 });
  });

  test('what a platform wants to hear 200 for', async () => {
    const { post, counted } = await listening({ refusals: { unsigned: 200, malformed: 200 } });
    expect(await post('{}', {})).toBe(200);
    expect(await post('', {})).toBe(200);
    expect(await post('[{')).toBe(200);
    expect(counted()).toEqual({ unsigned: 2, malformed: 1 });
  });
});

test('other methods are left to other routes', async () => {
  expect(await (await listening()).get()).toBe(404);
});

test.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['', 'abc', false],
  [undefined, 'abc', false],
])('%s is the same as %s: %s', (given, expected, same) => {
  expect(isSame(given, expected)).toBe(same);
});
