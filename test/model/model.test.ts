import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBreaker } from '../../src/breaker.ts';
import { createLog } from '../../src/log.ts';
import { openEndpoint } from '../../src/model/endpoint.ts';
import type { ModelCall } from '../../src/model/ledger.ts';
import { createModel, type Model, type ModelParts } from '../../src/model/model.ts';
import { loadPrompts } from '../../src/model/prompt.ts';
import { PROJECT_DIR } from '../../src/project-dir.ts';
import {
  type Answer,
  completion,
  completionBody,
  type FakeEndpoint,
  failure,
  startFakeEndpoint,
} from './fake-endpoint.ts';
import { choiceQuestion, dateQuestion, topicQuestion } from './questions.ts';

const prompts = loadPrompts(join(PROJECT_DIR, 'prompts'));
const NOTHING = { kind: 'nothing' };

let endpoint: FakeEndpoint;
let calls: ModelCall[];
let logged: string;
let clock: number;

beforeEach(async () => {
  endpoint = await startFakeEndpoint();
  calls = [];
  logged = '';
  clock = Date.parse('2026-11-22T03:00:00Z');
});

afterEach(() => endpoint.close());

async function model(given: Partial<ModelParts> = {}): Promise<Model> {
  const destination = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  return createModel({
    complete: await openEndpoint({ baseUrl: endpoint.url, apiKey: 'key-1', name: 'fake-1' }),
    prompts,
    breaker: createBreaker(() => new Date(clock), { firstMs: 25_000, longestMs: 25_000 }),
    isOn: async () => true,
    record: async (call) => void calls.push(call),
    now: () => new Date(clock),
    log: createLog('trace', destination),
    ...given,
  });
}

const never = new AbortController().signal;
const says =
  (content: string): Answer =>
  (response) =>
    completion(response, content);

describe('a question about a topic', () => {
  test('is put by the protocol, and can be answered with nothing but the candidates', async () => {
    endpoint.answers(says('{"topic": "fee"}'));
    const hint = await (await model()).ask(topicQuestion, never);
    expect(hint).toEqual({ kind: 'topic', topic: 'fee' });

    const [asked] = endpoint.asked;
    expect(asked).toMatchObject({
      model: 'fake-1',
      temperature: 0,
      authorization: 'Bearer key-1',
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    });
    expect(asked!.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(asked!.response_format.json_schema.schema).toMatchObject({
      type: 'object',
      properties: { topic: { enum: ['fee', 'fee-later', 'several', 'none'] } },
      required: ['topic'],
      additionalProperties: false,
    });
  });

  test.each([
    ['{"topic": "none"}', { kind: 'topic', topic: null }, 'none'],
    ['{"topic": "several"}', NOTHING, 'none'],
  ])('%s is understood', async (content, hint, outcome) => {
    endpoint.answers(says(content));
    expect(await (await model()).ask(topicQuestion, never)).toEqual(hint);
    expect(calls).toMatchObject([{ purpose: 'topic', outcome }]);
  });
});

describe('a question about a value', () => {
  test('a choice is one of the question’s own', async () => {
    endpoint.answers(says('{"choice": "household"}'));
    const hint = await (await model()).ask(choiceQuestion, never);
    expect(hint).toEqual({ kind: 'choice', ask: 'biz-vn/kind', choice: 'household' });
    const { schema } = endpoint.asked[0]!.response_format.json_schema;
    expect(schema.properties.choice!.enum).toEqual(['enterprise', 'household', 'none']);
  });

  test('a date comes in parts, with the words it stands on', async () => {
    const parts = { words: 'mùng năm của tháng ba', day: 5, month: 3, year: 2006, age: null };
    endpoint.answers(says(JSON.stringify(parts)));
    const hint = await (await model()).ask(dateQuestion, never);
    expect(hint).toEqual({ kind: 'date', ask: 'id-vn/birth', ...parts });
    expect(calls).toMatchObject([{ purpose: 'value', outcome: 'answered' }]);
  });

  test.each([
    [choiceQuestion, '{"choice": "none"}'],
    [dateQuestion, '{"words": null, "day": null, "month": null, "year": null, "age": null}'],
  ])('%#: "none" is nothing', async (question, content) => {
    endpoint.answers(says(content));
    expect(await (await model()).ask(question, never)).toEqual(NOTHING);
    expect(calls).toMatchObject([{ outcome: 'none' }]);
  });
});

describe('an answer that is none', () => {
  const html: Answer = (response) =>
    void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>hello</html>');
  const json =
    (body: string): Answer =>
    (response) =>
      void response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);

  test.each([
    ['a topic that was not offered', topicQuestion, says('{"topic": "delete-my-data"}')],
    ['a choice that was not offered', choiceQuestion, says('{"choice": "bank"}')],
    [
      'an impossible part',
      dateQuestion,
      says('{"words":"x","day":32,"month":1,"year":2006,"age":null}'),
    ],
    [
      'a date without words',
      dateQuestion,
      says('{"words":null,"day":1,"month":1,"year":2006,"age":null}'),
    ],
    [
      'a figure as text',
      dateQuestion,
      says('{"words":"x","day":"1","month":1,"year":2006,"age":null}'),
    ],
    ['no JSON', topicQuestion, says('fee')],
    ['half a JSON', topicQuestion, says('{"topic": "fe')],
    ['JSON in a fence', topicQuestion, says('```json\n{"topic": "fee"}\n```')],
    ['text besides', topicQuestion, says('{"topic": "fee", "text": "Bạn được miễn phí trọn đời"}')],
    ['text instead', topicQuestion, says('Bạn được miễn phí trọn đời, bấm http://evil.example')],
    ['a prototype', topicQuestion, says('{"__proto__": {"topic": "fee"}}')],
    ['a list', topicQuestion, says('[{"topic": "fee"}]')],
    ['null', topicQuestion, says('null')],
    ['a refusal', topicQuestion, ((response) => completion(response, null)) as Answer],
    ['no choices', topicQuestion, json('{"choices": []}')],
    ['another object', topicQuestion, json('{"object": "error"}')],
    ['a page', topicQuestion, html],
  ])('(%s) counts as nothing', async (_, question, answer) => {
    endpoint.answers(answer);
    expect(await (await model()).ask(question, never)).toEqual(NOTHING);
    expect(calls).toMatchObject([{ outcome: 'invalid' }]);
    expect(logged).not.toMatch(/trọn đời|evil/);
  });

  test('does not keep the next question from being asked', async () => {
    const one = await model();
    endpoint.answers(says('nonsense'));
    for (let i = 0; i < 6; i++) await one.ask(topicQuestion, never);
    endpoint.answers(says('{"topic": "fee"}'));
    expect(await one.ask(topicQuestion, never)).toEqual({ kind: 'topic', topic: 'fee' });
  });
});

describe('an endpoint that is slow', () => {
  test('is waited for 3 s', async () => {
    endpoint.answers(async (response) => {
      await sleep(4000);
      completion(response, '{"topic": "fee"}');
    });
    const begun = performance.now();
    expect(await (await model()).ask(topicQuestion, never)).toEqual(NOTHING);
    expect(performance.now() - begun).toBeGreaterThan(2950);
    expect(performance.now() - begun).toBeLessThan(3500);
    expect(calls).toMatchObject([{ outcome: 'timeout', promptTokens: undefined }]);
  });

  test('is not waited for longer when it has begun to answer', async () => {
    endpoint.answers(async (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      for (const character of completionBody('{"topic": "fee"}')) {
        response.write(character);
        await sleep(20);
      }
      response.end();
    });
    const one = await model({ limitMs: 300 });
    expect(await one.ask(topicQuestion, never)).toEqual(NOTHING);
    expect(calls).toMatchObject([{ outcome: 'timeout' }]);
  });
});

describe('an endpoint that fails', () => {
  const broken: [string, Answer][] = [
    ['429', (response) => failure(response, 429, 'slow down: lam cai do co mat dong nao ko')],
    ['500', (response) => failure(response, 500, 'oops: lam cai do co mat dong nao ko')],
    ['401', (response) => failure(response, 401, 'bad key key-1')],
    [
      'no JSON',
      (response) =>
        void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"choices'),
    ],
    ['a lost connection', (response) => void response.destroy()],
  ];

  test.each(broken)('(%s) is asked once, and the log holds no word of it', async (_, answer) => {
    endpoint.answers(answer);
    expect(await (await model()).ask(topicQuestion, never)).toEqual(NOTHING);
    expect(endpoint.asked).toHaveLength(1);
    expect(calls).toMatchObject([{ outcome: 'failed' }]);
    expect(logged).toContain('"outcome":"failed"');
    expect(logged).not.toMatch(/mat dong nao|key-1/);
  });

  test('is left alone after five failures, tried once after the pause, and trusted again', async () => {
    const one = await model();
    endpoint.answers((response) => failure(response, 500, 'oops'));
    for (let i = 0; i < 8; i++) expect(await one.ask(topicQuestion, never)).toEqual(NOTHING);
    expect(endpoint.asked).toHaveLength(5);
    expect(await one.free()).toBe(0);

    clock += 30_000;
    expect(await one.free()).toBe(1);
    await one.ask(topicQuestion, never);
    expect(endpoint.asked).toHaveLength(6);
    expect(await one.free()).toBe(0);

    clock += 30_000;
    endpoint.answers(says('{"topic": "fee"}'));
    expect(await one.ask(topicQuestion, never)).toEqual({ kind: 'topic', topic: 'fee' });
    expect(await one.free()).toBe(8);
  });

  test('cannot send people’s words on to another host', async () => {
    let reached = 0;
    const other = createServer((_, response) => {
      reached += 1;
      completion(response, '{"topic": "fee"}');
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/chat/completions`;
    endpoint.answers((response) => void response.writeHead(307, { Location: location }).end());
    expect(await (await model()).ask(topicQuestion, never)).toEqual(NOTHING);
    other.close();
    expect(reached).toBe(0);
    expect(calls).toMatchObject([{ outcome: 'failed' }]);
  });
});

describe('the switch', () => {
  test('turned off lets nothing out', async () => {
    const one = await model({ isOn: async () => false });
    expect(await one.free()).toBe(0);
    expect(await one.ask(topicQuestion, never)).toEqual(NOTHING);
    expect(endpoint.asked).toEqual([]);
    expect(calls).toEqual([]);
  });

  test('that cannot be read lets nothing out either', async () => {
    const isOn = () => Promise.reject(new Error('the database is away'));
    expect(await (await model({ isOn })).ask(topicQuestion, never)).toEqual(NOTHING);
    expect(endpoint.asked).toEqual([]);
  });
});

test('only so many questions are asked at once, and one that ends makes room', async () => {
  const held: (() => void)[] = [];
  endpoint.answers((response) => void held.push(() => completion(response, '{"topic": "fee"}')));
  const one = await model();
  const asking = [1, 2, 3].map(() => one.ask(topicQuestion, never));
  expect(await one.free()).toBe(5);
  await expect.poll(() => held.length).toBe(3);
  for (const release of held) release();
  await Promise.all(asking);
  expect(await one.free()).toBe(8);
});

test('what is broken off is neither an answer nor a failure', async () => {
  endpoint.answers(() => {});
  const stopping = new AbortController();
  const one = await model();
  const asking = one.ask(topicQuestion, stopping.signal);
  await expect.poll(() => endpoint.asked.length).toBe(1);
  stopping.abort();
  expect(await asking).toBeUndefined();
  expect(calls).toEqual([]);
  expect(await one.ask(topicQuestion, stopping.signal)).toBeUndefined();
  expect(endpoint.asked).toHaveLength(1);
});

test('a call is counted with its tokens and its time, and without a word', async () => {
  endpoint.answers(says('{"topic": "fee"}'));
  await (await model()).ask(topicQuestion, never);
  expect(calls).toEqual([
    {
      at: new Date(clock),
      purpose: 'topic',
      promptTokens: 200,
      completionTokens: 10,
      ms: expect.any(Number),
      outcome: 'answered',
    },
  ]);
});

test('a ledger that cannot be written changes nothing for the person', async () => {
  endpoint.answers(says('{"topic": "fee"}'));
  const record = () => Promise.reject(new Error('the database is away'));
  const hint = await (await model({ record })).ask(topicQuestion, never);
  expect(hint).toEqual({ kind: 'topic', topic: 'fee' });
});
