import { expect, test } from 'vitest';
import { createMetrics } from '../../src/channels/metrics.ts';
import type { Queues } from '../../src/delivery/queues.ts';
import { type MetricsParts, metricsRouter } from '../../src/http/metrics.ts';
import { problemOf, serve } from './service.ts';

const TOKEN = 'a-token-of-the-metrics';

const QUEUES: Queues = {
  unread: 3,
  oldestUnreadSeconds: 1.5,
  pending: 2,
  oldestPendingSeconds: 60,
  failedMessages: 1,
  failedReplies: 4,
};

async function metricsAt(given: Partial<MetricsParts> = {}) {
  const parts = { metrics: createMetrics(), queues: async () => QUEUES, token: TOKEN, ...given };
  const { url } = await serve({ routers: [metricsRouter(parts)] });
  return (authorization?: string, method = 'GET') =>
    fetch(`${url}/metrics`, {
      method,
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
}

test('counters and queues in the text format of Prometheus', async () => {
  const metrics = createMetrics();
  metrics.count('sent', { channel: 'zalo' }, 2);
  metrics.count('webhook_refused', { channel: 'zalo', reason: 'unsigned' });
  metrics.count('sent', { channel: 'a"b\\c\nd' });
  metrics.count('zalo_foreign_account');
  const response = await (await metricsAt({ metrics }))(`Bearer ${TOKEN}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect((await response.text()).split('\n').filter((line) => !line.startsWith('# HELP'))).toEqual([
    '# TYPE tro_ly_sent_total counter',
    'tro_ly_sent_total{channel="zalo"} 2',
    'tro_ly_sent_total{channel="a\\"b\\\\c\\nd"} 1',
    '# TYPE tro_ly_webhook_refused_total counter',
    'tro_ly_webhook_refused_total{channel="zalo",reason="unsigned"} 1',
    '# TYPE tro_ly_zalo_foreign_account_total counter',
    'tro_ly_zalo_foreign_account_total 1',
    '# TYPE tro_ly_database_up gauge',
    'tro_ly_database_up 1',
    '# TYPE tro_ly_inbox_unread gauge',
    'tro_ly_inbox_unread 3',
    '# TYPE tro_ly_inbox_oldest_unread_seconds gauge',
    'tro_ly_inbox_oldest_unread_seconds 1.5',
    '# TYPE tro_ly_inbox_failed gauge',
    'tro_ly_inbox_failed 1',
    '# TYPE tro_ly_outbox_pending gauge',
    'tro_ly_outbox_pending 2',
    '# TYPE tro_ly_outbox_oldest_pending_seconds gauge',
    'tro_ly_outbox_oldest_pending_seconds 60',
    '# TYPE tro_ly_outbox_failed gauge',
    'tro_ly_outbox_failed 4',
    '',
  ]);
});

test('without the database the counters are told, and that it is away', async () => {
  const metrics = createMetrics();
  metrics.count('sent');
  const queues = () => Promise.reject(new Error('connection refused'));
  const text = await (await (await metricsAt({ metrics, queues }))(`Bearer ${TOKEN}`)).text();
  expect(text).toContain('tro_ly_sent_total 1\n');
  expect(text).toContain('tro_ly_database_up 0\n');
  expect(text).not.toContain('inbox');
});

test.each([undefined, '', 'Bearer', `Bearer ${TOKEN}x`, `bearer ${TOKEN}`, TOKEN])(
  'is not told to who shows %j',
  async (authorization) => {
    const response = await (await metricsAt())(authorization);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    await problemOf(response, 401);
  },
);

test('is read only, and without a token not there at all', async () => {
  await problemOf(await (await metricsAt())(`Bearer ${TOKEN}`, 'POST'), 405);
  const { token: _, ...parts } = {
    metrics: createMetrics(),
    queues: async () => QUEUES,
    token: '',
  };
  const { url } = await serve({ routers: [metricsRouter(parts)] });
  await problemOf(await fetch(`${url}/metrics`), 404);
});
