import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { setSwitch } from '../../src/database/switch.ts';
import { MODEL_SWITCH, openModel } from '../../src/model/open.ts';
import { testDatabase, testLog } from '../support/database.ts';
import { completion, type FakeEndpoint, startFakeEndpoint } from './fake-endpoint.ts';
import { topicQuestion } from './questions.ts';

let database: Database;
let endpoint: FakeEndpoint;
const never = new AbortController().signal;

beforeAll(async () => {
  database = await testDatabase();
  endpoint = await startFakeEndpoint();
  endpoint.answers((response) => completion(response, '{"topic": "fee"}'));
});

afterAll(async () => {
  await endpoint.close();
  await database.close();
});

test('a model as it is opened is asked, counted with its cost, and turned off in the database', async () => {
  let now = new Date('2026-11-22T03:00:00Z');
  const model = await openModel(
    { baseUrl: endpoint.url, name: 'fake-1', prices: { prompt: 0.5, completion: 2 } },
    { pool: database.pool, log: testLog, now: () => now },
  );
  expect(endpoint.asked).toEqual([]);
  expect(await model.ask(topicQuestion, never)).toEqual({ kind: 'topic', topic: 'fee' });
  const { rows } = await database.pool.query('SELECT * FROM model_call');
  expect(rows).toEqual([
    {
      id: expect.anything(),
      at: now,
      purpose: 'topic',
      model: 'fake-1',
      prompt_tokens: 200,
      completion_tokens: 10,
      cost_usd: '0.000120',
      ms: expect.any(Number),
      outcome: 'answered',
    },
  ]);

  await setSwitch(database.pool, { name: MODEL_SWITCH, isOn: false, by: 'ann', at: now });
  now = new Date(now.getTime() + 1000);
  expect(await model.free()).toBe(0);
  expect(await model.ask(topicQuestion, never)).toEqual({ kind: 'nothing' });
  expect(endpoint.asked).toHaveLength(1);
});
