import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Inbound } from '../../src/channels/inbound.ts';
import { SendError } from '../../src/channels/send.ts';
import type { Database } from '../../src/database/open.ts';
import type { Respond } from '../../src/delivery/respond.ts';
import { testDatabase } from '../support/database.ts';
import { echo, message } from './echo.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';

let database: Database;
let pipeline: Pipeline | undefined;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  await pipeline?.stop();
  pipeline = undefined;
  await database.close();
});

const rows = async () =>
  (await database.pool.query('SELECT status, attempts, error FROM outbox ORDER BY id')).rows;

test('what has to wait for its turn costs no attempt', async () => {
  let asked = 0;
  pipeline = await startPipeline(database, {
    backoffMs: [10],
    async send() {
      if (++asked <= 5) {
        const options = { kind: 'retry-later', attempted: false, afterMs: 20.5 } as const;
        throw new SendError('not its turn yet', options);
      }
      return {};
    },
  });
  await pipeline.accept(message('p', '1', 'hello'));
  await vi.waitFor(async () =>
    expect(await rows()).toEqual([{ status: 'sent', attempts: 1, error: null }]),
  );
  expect(asked).toBe(6);
});

test('what finally failed says why', async () => {
  pipeline = await startPipeline(database, {
    async send() {
      throw new SendError('-224', { kind: 'needs-an-operator' });
    },
  });
  await pipeline.accept(message('p', '1', 'hello'));
  const error = 'needs-an-operator: SendError: -224';
  await vi.waitFor(async () =>
    expect(await rows()).toEqual([{ status: 'failed', attempts: 1, error }]),
  );
});

test('a reply that waited for a day is given up', async () => {
  let down = true;
  pipeline = await startPipeline(database, {
    async send() {
      if (!down) return {};
      throw new SendError('down', { kind: 'retry-later', attempted: false, afterMs: 20 });
    },
  });
  await pipeline.accept(message('p', '1', 'hello'));
  await vi.waitFor(async () => expect(await rows()).toMatchObject([{ status: 'pending' }]));
  await database.pool.query(`UPDATE outbox SET created_at = now() - interval '25 hours'`);
  await vi.waitFor(async () =>
    expect(await rows()).toEqual([{ status: 'failed', attempts: 0, error: 'waited too long' }]),
  );
  down = false;
  await pipeline.accept(message('p', '2', 'again'));
  await vi.waitFor(() => expect(pipeline!.textsFor('p')).toEqual(['2: again']));
});

test('words of a platform that the database does not take hold up nobody', async () => {
  const cut = `\0 ${'x'.repeat(286)}😀`;
  pipeline = await startPipeline(database, {
    async send(_channel, person) {
      if (person === 'ann') throw new SendError(cut, { kind: 'needs-an-operator' });
      return { deliveredId: 'm\0 1' };
    },
  });
  await pipeline.accept(message('ann', '1', 'hello'));
  await vi.waitFor(async () => expect((await rows())[0]).toMatchObject({ status: 'failed' }));
  const { rows: failed } = await database.pool.query<{ error: string }>('SELECT error FROM outbox');
  expect(failed[0]!.error).toMatch(/x\uFFFD$/);
  await pipeline.accept(message('bob', '2', 'hello'));
  await vi.waitFor(async () => expect((await rows())[1]).toMatchObject({ status: 'sent' }));
});

describe('once an officer spoke', () => {
  const officer: Inbound = {
    channel: 'test',
    person: 'ann',
    eventId: 'officer:1',
    at: new Date('2026-11-22T02:00:00Z'),
    signal: 'officer',
  };
  /** Three replies a message; nothing to an officer. */
  const three: Respond = (...given) => {
    const turn = echo(...given);
    const replies = turn.replies.flatMap((reply) =>
      [1, 2, 3].map((n) => ({ ...reply, text: `${reply.text}, ${n}` })),
    );
    return { ...turn, replies: given[1].signal === undefined ? replies : [] };
  };
  const statuses = async () => (await rows()).map(({ status }) => status);

  test('what waits to be tried again does not go out any more', async () => {
    let down = true;
    pipeline = await startPipeline(database, {
      respond: three,
      backoffMs: Array.from({ length: 99 }, () => 100),
      async send() {
        if (down) throw new SendError('down', { kind: 'retry-later' });
        return {};
      },
    });
    await pipeline.accept(message('ann', '1', 'hello'));
    await pipeline.accept(message('bob', '2', 'hello'));
    await vi.waitFor(async () =>
      expect((await rows()).filter(({ attempts }) => attempts > 0)).toHaveLength(2),
    );
    await pipeline.accept(officer);
    await vi.waitFor(async () => expect(await statuses()).toContain('superseded'));
    down = false;
    await pipeline.accept(message('ann', '3', 'again'));
    await vi.waitFor(() => expect(pipeline!.taken).toHaveLength(6), 5000);
    expect(pipeline.textsFor('bob')).toEqual(['1: hello, 1', '1: hello, 2', '1: hello, 3']);
    expect(pipeline.textsFor('ann')).toEqual(['3: again, 1', '3: again, 2', '3: again, 3']);
    const { rows: kept } = await database.pool.query(
      `SELECT status, reply, person FROM outbox WHERE status <> 'sent'`,
    );
    const superseded = { status: 'superseded', reply: null, person: null };
    expect(kept).toEqual([superseded, superseded, superseded]);
  });

  test('what stands behind a reply that is just being sent does not follow it, on any node', async () => {
    const sending = Promise.withResolvers<void>();
    const delivered = Promise.withResolvers<object>();
    pipeline = await startPipeline(database, {
      respond: three,
      async send() {
        sending.resolve();
        return delivered.promise;
      },
    });
    await pipeline.accept(message('ann', '1', 'hello'));
    await sending.promise;
    const other = await startPipeline(database, { respond: three });
    await Promise.all([pipeline, other].map((node) => node.accept(officer)));
    await vi.waitFor(async () =>
      expect(await statuses()).toEqual(['superseded', 'superseded', 'superseded']),
    );
    delivered.resolve({ deliveredId: 'm1' });
    // Said before the officer spoke; that it was taken is not lost.
    await vi.waitFor(async () =>
      expect(await statuses()).toEqual(['sent', 'superseded', 'superseded']),
    );
    await other.stop();
    const { textsFor, stop } = pipeline;
    pipeline = undefined;
    await stop();
    expect(textsFor('ann')).toEqual(['1: hello, 1']);
  });

  test('what failed while it spoke is not tried again', async () => {
    const sending = Promise.withResolvers<void>();
    const failure = Promise.withResolvers<never>();
    pipeline = await startPipeline(database, {
      respond: three,
      backoffMs: [10, 10],
      async send() {
        sending.resolve();
        return failure.promise;
      },
    });
    await pipeline.accept(message('ann', '1', 'hello'));
    await sending.promise;
    await pipeline.accept(officer);
    await vi.waitFor(async () =>
      expect(new Set(await statuses())).toEqual(new Set(['superseded'])),
    );
    failure.reject(new SendError('down', { kind: 'retry-later' }));
    await vi.waitFor(async () => expect((await rows())[0]).toMatchObject({ attempts: 1 }));
    expect(new Set(await statuses())).toEqual(new Set(['superseded']));
    const { rows: claimed } = await database.pool.query(
      'SELECT claimed_by FROM outbox WHERE seq = 2',
    );
    expect(claimed).toEqual([{ claimed_by: null }]);
  });
});
