import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SendError } from '../../src/channels/send.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase } from '../support/database.ts';
import { message } from './echo.ts';
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
