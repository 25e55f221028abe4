import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import express, { type Response } from 'express';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Live, startLive } from '../../src/console/api/live.ts';
import type { Officer } from '../../src/console/contract/permission.ts';
import { CONSOLE_CHANNEL } from '../../src/console/projector.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase, testLog } from '../support/database.ts';

const OFFICER: Officer = { id: '1', name: 'Lan', email: 'lan@example.vn', role: 'viewer' };

let database: Database;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await database.close();
});

/** A node of the console with nothing but its streams; `broken`: what failed on them. */
async function node({
  officer = OFFICER as Officer | null,
  ...given
}: {
  officer?: Officer | null;
  url?: string;
  lastsMs?: number;
} = {}): Promise<{
  url: string;
  live: Live;
  broken: Error[];
  /** Answers under way or over. */
  answers: Response[];
}> {
  const broken: Error[] = [];
  const answers: Response[] = [];
  const live = startLive({
    url: database.url,
    log: testLog,
    names: ['statistics', 'conversations'],
    officerOf: async () => officer ?? undefined,
    heartbeatMs: 50,
    retryMs: 20,
    ...given,
  });
  const app = express().use((_, res, next) => {
    res.on('error', (error) => broken.push(error));
    answers.push(res);
    next();
  });
  const server = app.use(live.router).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  closing.push(async () => {
    await live.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}/console/api/live`, live, broken, answers };
}

/** What a browser gets to see of a stream, as it grows. */
async function open(url: string): Promise<{ text: () => string; ended: Promise<void> }> {
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const ended = (async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  return { text: () => text, ended };
}

const notify = (name: string) =>
  database.pool.query('SELECT pg_notify($1, $2)', [CONSOLE_CHANNEL, name]);

/** The node hears: its connection that listens is there. */
async function listening(count: number): Promise<number[]> {
  return vi.waitFor(async () => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
    );
    expect(rows).toHaveLength(count);
    return rows.map(({ pid }) => pid);
  }, 5000);
}

test('whoever is not signed in gets nothing', async () => {
  const answer = await fetch((await node({ officer: null })).url);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('on every node, each stream names what changed', async () => {
  const [one, two] = [await node(), await node()];
  await listening(2);
  const streams = await Promise.all([open(one.url), open(two.url), open(two.url)]);
  await notify('statistics');
  await notify('conversations');
  for (const { text } of streams) {
    await vi.waitFor(() =>
      expect(text().match(/data: .*\n\n/g)).toEqual([
        'data: statistics\n\n',
        'data: conversations\n\n',
      ]),
    );
  }
});

test('a silent stream shows that it is there', async () => {
  const { text } = await open((await node()).url);
  await vi.waitFor(() => expect(text()).toMatch(/^retry: \d+\n\n(:\n\n){2,}/));
});

test('at a lost connection, and after it, everything counts as changed', async () => {
  const { url } = await node();
  const [pid] = await listening(1);
  const { text } = await open(url);
  await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
  await vi.waitFor(
    // When it is lost, so that who shows what was asks again and hears of it, and when it is back.
    () => expect(text().match(/data: (statistics|conversations)/g)).toHaveLength(4),
    5000,
  );
  await listening(1);
  await notify('later');
  await vi.waitFor(() => expect(text()).toMatch(/data: later\n\n/));
});

test('a stop ends the streams and lets go of the database', async () => {
  const { url, live } = await node();
  await listening(1);
  const { ended } = await open(url);
  await live.close();
  await ended;
  await listening(0);
});

test('a stream ends after its time, for the browser to open another', async () => {
  const { url } = await node({ lastsMs: 200 });
  const { ended, text } = await open(url);
  await ended;
  expect(text()).toMatch(/^retry: \d+\n\n/);
});

test('nothing is written to a stream after its end, however late its reader is', async () => {
  const { url, live, broken, answers } = await node();
  await listening(1);
  const { hostname, port, pathname } = new URL(url);
  const reader = connect(Number(port), hostname);
  closing.push(async () => void reader.destroy());
  reader.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(reader, 'data');
  reader.pause();
  // More than the system takes in between, so that the end has to wait too.
  await database.pool.query(
    `SELECT pg_notify($1, repeat('x', 7900) || i) FROM generate_series(1, 2000) AS i`,
    [CONSOLE_CHANNEL],
  );
  await vi.waitUntil(() => answers[0]!.writableNeedDrain, { timeout: 10_000 });
  await live.close();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(broken).toEqual([]);
});

test('a stop does not wait for a database that was cut off', async () => {
  const { hostname, port } = new URL(database.url);
  const sockets: Socket[] = [];
  const between = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.push(near, far);
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    between.close();
  });
  const through = new URL(database.url);
  through.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  const { live } = await node({ url: through.href });
  await listening(1);
  for (const socket of sockets) socket.unpipe().pause();
  await live.close();
});
