import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTrouble } from '../../src/channels/tell-trouble.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase, testLog } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.pool.query('DELETE FROM channel_trouble'));

const rows = async () => {
  const { rows } = await database.pool.query(
    'SELECT problem, at > since AS again FROM channel_trouble ORDER BY channel',
  );
  return rows;
};
const onRecord = (...expected: object[]) =>
  vi.waitFor(async () => expect(await rows()).toEqual(expected));

test('what keeps a channel from receiving is on record until it receives', async () => {
  const tell = createTrouble(database.pool, testLog)('telegram');
  tell('Telegram did not answer');
  await onRecord({ problem: 'Telegram did not answer', again: false });
  tell('the token is not valid');
  await onRecord({ problem: 'the token is not valid', again: true });
  tell(null);
  await onRecord();
  // In the order in which it is told, however fast.
  for (const problem of ['1', null, '2', null, '3']) tell(problem);
  await onRecord({ problem: '3', again: false });
});

test('what another node left on record ends with the first success, and further ones ask nothing', async () => {
  createTrouble(database.pool, testLog)('telegram')('away');
  await onRecord({ problem: 'away', again: false });
  const query = vi.spyOn(database.pool, 'query');
  const tell = createTrouble(database.pool, testLog)('telegram');
  for (let n = 0; n < 5; n++) tell(null);
  await onRecord();
  expect(query.mock.calls.filter(([text]) => /^DELETE/.test(String(text)))).toHaveLength(1);
  query.mockRestore();
});

test('a record that cannot be written troubles nobody, and is written at the next success', async () => {
  createTrouble(database.pool, testLog)('telegram')('away');
  await onRecord({ problem: 'away', again: false });
  const query = vi.spyOn(database.pool, 'query').mockRejectedValueOnce(new Error('no') as never);
  const tell = createTrouble(database.pool, testLog)('telegram');
  tell(null);
  await new Promise((resolve) => setImmediate(resolve));
  query.mockRestore();
  expect(await rows()).toHaveLength(1);
  tell(null);
  await onRecord();
});

test('no address is kept, as a token may stand in it, and nothing that PostgreSQL refuses', async () => {
  const tell = createTrouble(database.pool, testLog)('zalo-bot');
  tell(`no answers of https://bot.example.vn/bot1:secret/getUpdates: \0 ${'😀'.repeat(200)}`);
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
  expect((await rows())[0].problem).toMatch(/^no answers of … {2}😀+\ufffd$/u);
});
