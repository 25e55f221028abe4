import { expect, onTestFinished, test } from 'vitest';
import { readQueues } from '../../src/delivery/queues.ts';
import { testDatabase } from '../support/database.ts';

test('what waits, since when, and what was given up', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  expect(await readQueues(database.pool)).toEqual({
    unread: 0,
    oldestUnreadSeconds: 0,
    pending: 0,
    oldestPendingSeconds: 0,
    failedMessages: 0,
    failedReplies: 0,
  });
  await database.pool.query(`
    WITH c AS (
      INSERT INTO conversation (channel, person, state) VALUES ('test', 'p', '{}') RETURNING id
    ), i AS (
      INSERT INTO inbox (channel, event_id, conversation_id, status, received_at)
      SELECT 'test', n::text, c.id, status, now() - age
        FROM c, (VALUES (1, 'unread', interval '90 s'), (2, 'unread', '5 s'),
                        (3, 'failed', '1 h'), (4, 'done', '1 h')) AS v(n, status, age)
    )
    INSERT INTO outbox (conversation_id, seq, channel, status, created_at)
    SELECT c.id, n, 'test', status, now() - age
      FROM c, (VALUES (1, 'pending', interval '30 s'), (2, 'failed', '1 h'),
                      (3, 'failed', '1 h'), (4, 'sent', '1 h')) AS v(n, status, age)`);
  const queues = await readQueues(database.pool);
  expect(queues).toMatchObject({ unread: 2, pending: 1, failedMessages: 1, failedReplies: 2 });
  expect(Math.round(queues.oldestUnreadSeconds / 10)).toBe(9);
  expect(Math.round(queues.oldestPendingSeconds / 10)).toBe(3);
});

test('looking reads no whole table, however long messages are kept', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    // As tables that are not nearly empty are planned.
    await client.query('SET LOCAL enable_seqscan = off');
    await readQueues(client as Pick<typeof database.pool, 'query'>);
    const { rows } = await client.query(
      `SELECT relname, seq_scan::int FROM pg_stat_xact_user_tables
        WHERE relname IN ('inbox', 'outbox') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { relname: 'inbox', seq_scan: 0 },
      { relname: 'outbox', seq_scan: 0 },
    ]);
  } finally {
    client.release(true);
  }
});
