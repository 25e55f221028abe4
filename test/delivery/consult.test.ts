import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import type { Respond } from '../../src/delivery/respond.ts';
import { testDatabase } from '../support/database.ts';
import { asking, fakeModel } from './asking.ts';
import { message } from './echo.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';

let database: Database;
let pipelines: Pipeline[];

beforeEach(async () => {
  database = await testDatabase();
  pipelines = [];
});

afterEach(async () => {
  await Promise.all(pipelines.map((pipeline) => pipeline.stop()));
  await database.close();
});

async function start(given: Parameters<typeof startPipeline>[1]): Promise<Pipeline> {
  const pipeline = await startPipeline(database, { respond: asking, ...given });
  pipelines.push(pipeline);
  return pipeline;
}

async function leased(): Promise<number> {
  const { rows } = await database.pool.query(
    'SELECT count(*)::int AS n FROM conversation WHERE lease_until > now()',
  );
  return rows[0].n;
}

describe('while a model is asked about a message', () => {
  test('its conversation waits, in order, and nobody else does', async () => {
    const model = fakeModel();
    const pipeline = await start({ model });
    await Promise.all(
      ['a', '?b', 'c', '?d'].map((text) => pipeline.accept(message('ann', text, text))),
    );
    await vi.waitFor(() => expect(model.asked).toEqual(['?b']), 5000);
    await pipeline.accept(message('bob', 'x', 'x'));
    await pipeline.accept(message('ann', 'e', 'e'));
    await vi.waitFor(() => expect(pipeline.textsFor('bob')).toEqual(['1: x']), 5000);
    await sleep(1200);
    expect(pipeline.textsFor('ann')).toEqual(['1: a']);

    model.release();
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toHaveLength(5), 5000);
    expect(pipeline.textsFor('ann')).toEqual(['1: a', '2: ?b fee', '3: c', '4: ?d fee', '5: e']);
    expect(model.asked).toEqual(['?b', '?d']);
  });

  test('the person is shown that an answer is being written, once it takes long', async () => {
    const typing = vi.fn<(channel: string, person: string) => void>();
    const [slow, quick] = [fakeModel(), fakeModel()];
    quick.release();
    const first = await start({ model: quick, typing });
    await first.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(first.textsFor('ann')).toHaveLength(1), 5000);
    await first.stop();
    pipelines.pop();

    const second = await start({ model: slow, typing });
    await Promise.all(['b', '?c'].map((text) => second.accept(message('bob', text, text))));
    await vi.waitFor(() => expect(slow.asked).toEqual(['?c']), 5000);
    await vi.waitFor(() => expect(typing).toHaveBeenCalled(), 2000);
    slow.release();
    await vi.waitFor(() => expect(second.textsFor('bob')).toHaveLength(2), 5000);
    await sleep(800);
    expect(typing.mock.calls).toEqual([['test', 'bob']]);
  });

  test('no transaction is open and no row is locked', async () => {
    const model = fakeModel();
    const pipeline = await start({ model });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5000);
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([{ n: 0 }]);
    await database.pool.query('SELECT 1 FROM conversation FOR UPDATE NOWAIT');
    model.release();
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a fee']), 5000);
  });

  test('other nodes leave its conversation alone, with many at once', async () => {
    const taken: Pipeline['taken'] = [];
    const models = [fakeModel(), fakeModel()];
    for (const model of models) await start({ model, taken });
    const people = Array.from({ length: 30 }, (_, i) => `p${i}`);
    for (const round of ['?a', 'b', '?c']) {
      await Promise.all(
        people.map((person, i) =>
          pipelines[i % 2]!.accept(message(person, `${person} ${round}`, round)),
        ),
      );
    }
    await vi.waitFor(() => expect(models.flatMap((model) => model.asked)).not.toEqual([]), 5000);
    for (const model of models) model.release();
    await vi.waitFor(() => expect(taken).toHaveLength(90), 15_000);
    for (const person of people) {
      const texts = pipelines[0]!.textsFor(person);
      expect(texts.map((text) => text.replace(' fee', ''))).toEqual(['1: ?a', '2: b', '3: ?c']);
    }
    expect(await leased()).toBe(0);
  });
});

describe('a message is answered without a model', () => {
  test('when none is there: nothing is ever askable', async () => {
    const advised = vi.fn<Respond>(asking);
    const pipeline = await start({ respond: advised });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a']), 5000);
    expect(advised.mock.calls.map(([, , , advice]) => advice)).toEqual([undefined]);
    expect(await leased()).toBe(0);
  });

  test('when it has no place free, and only so many are asked', async () => {
    const none = fakeModel(0);
    const pipeline = await start({ model: none });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a']), 5000);
    expect(none.asked).toEqual([]);
    await pipeline.stop();
    pipelines.pop();

    const ids = [1, 2, 3, 4, 5].map((i) => `e${i + 1}`);
    await database.pool.query(
      `INSERT INTO conversation (channel, person, state)
       SELECT 'test', x, '{"version":1,"greeted":false,"misses":0,"offered":[]}' FROM unnest($1::text[]) AS x`,
      [ids],
    );
    await database.pool.query(
      `INSERT INTO inbox (channel, event_id, conversation_id, person, payload)
       SELECT 'test', person, id, person, '{"at": "2026-11-22T02:00:00Z", "text": "?x"}'
         FROM conversation WHERE person = ANY ($1)`,
      [ids],
    );
    const two = fakeModel(2);
    const next = await start({ model: two });
    await vi.waitFor(() => expect(next.taken).toHaveLength(3), 5000);
    expect(two.asked).toHaveLength(2);
    two.release();
    await vi.waitFor(() => expect(next.taken).toHaveLength(5), 5000);
  });

  test('when the model had nothing to say, and it is not asked again', async () => {
    const model = fakeModel();
    model.release({ kind: 'nothing' });
    const pipeline = await start({ model });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a nothing']), 5000);
    expect(model.asked).toEqual(['?a']);
  });

  test('when what is stored is no hint', async () => {
    const model = fakeModel();
    const pipeline = await start({ model });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5000);
    await database.pool.query(
      `UPDATE inbox SET hint = '{"kind": "text", "text": "free for life"}'`,
    );
    await database.pool.query('UPDATE conversation SET lease_until = NULL, lease_by = NULL');
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a nothing']), 5000);
  });

  test('when whoever asked has not come back in time, and what comes then changes nothing', async () => {
    const model = fakeModel();
    const pipeline = await start({ model });
    await pipeline.accept(message('ann', 'e1', '?a'));
    await pipeline.accept(message('ann', 'e2', 'b'));
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5000);
    await database.pool.query(`UPDATE conversation SET lease_until = now() - interval '1 ms'`);
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a', '2: b']), 5000);
    model.release();
    await pipeline.accept(message('ann', 'e3', 'c'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toHaveLength(3), 5000);
    expect(pipeline.textsFor('ann')[2]).toBe('3: c');
    expect(model.asked).toEqual(['?a']);
  });
});

test('a node that stops breaks off its questions, and another asks at once', async () => {
  const [one, two] = [fakeModel(), fakeModel()];
  const first = await start({ model: one });
  await first.accept(message('ann', 'e1', '?a'));
  await vi.waitFor(() => expect(one.asked).toHaveLength(1), 5000);
  await first.stop();
  pipelines.pop();
  expect(await leased()).toBe(0);

  two.release();
  const second = await start({ model: two });
  await vi.waitFor(() => expect(second.textsFor('ann')).toEqual(['1: ?a fee']), 2000);
});

test('a message that fails after a model was asked is tried again with what the model said', async () => {
  const model = fakeModel();
  model.release();
  let failures = 2;
  const respond: Respond = (state, inbound, now, advice) => {
    if (advice !== 'askable' && failures-- > 0) throw new Error('the responder fails');
    return asking(state, inbound, now, advice);
  };
  const pipeline = await start({ model, respond });
  await pipeline.accept(message('ann', 'e1', '?a'));
  await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a fee']), 5000);
  expect(model.asked).toEqual(['?a']);
});

test('nothing of what a model said stays once the message is answered, or given up', async () => {
  const model = fakeModel();
  model.release();
  const respond: Respond = (state, inbound, now, advice) => {
    if (inbound.text === '?bad' && advice !== 'askable') throw new Error('the responder fails');
    return asking(state, inbound, now, advice);
  };
  const pipeline = await start({ model, respond });
  for (const text of ['?a', '?bad']) await pipeline.accept(message('ann', text, text));
  await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: ?a fee', 'sorry']), 5000);
  const { rows } = await database.pool.query('SELECT status, hint FROM inbox ORDER BY id');
  expect(rows).toEqual([
    { status: 'done', hint: null },
    { status: 'failed', hint: null },
  ]);
});

test('a person who asks to be forgotten meanwhile is, and the next message is a new person’s', async () => {
  const model = fakeModel();
  const pipeline = await start({ model });
  await Promise.all(
    ['?a', 'erase', '?b'].map((text) => pipeline.accept(message('ann', text, text))),
  );
  await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5000);
  model.release();
  await vi.waitFor(() => expect(pipeline.taken).toHaveLength(3), 5000);
  expect(pipeline.textsFor('ann')).toEqual(['1: ?a fee', 'erased', '1: ?b fee']);
});
