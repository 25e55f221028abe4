import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { createAssistant } from '../../../src/assistant.ts';
import { flowsRouter } from '../../../src/console/api/flows.ts';
import * as contract from '../../../src/console/contract/flows.ts';
import { ROLES, type Role } from '../../../src/console/contract/permission.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadBot } from '../../../src/load.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { toRespond } from '../../../src/respond.ts';
import { type Pipeline, startPipeline } from '../../delivery/pipeline.ts';
import { testDatabase } from '../../support/database.ts';

const loaded = loadBot();
const { bot } = loaded;
const assistant = createAssistant(loaded);

/** When people wrote: in Vietnam the morning of 23 November. */
const now = new Date('2026-11-22T18:00:00Z');
const ORIGIN = 'http://localhost';
const TODAY = 'kind=day&start=2026-11-23';

let database: Database;
let pipeline: Pipeline;
let url: string;
let role: Role = 'viewer';
const closing: (() => void)[] = [];

/** What people write or press, in order, each after the answer to the one before. */
async function say(person: string, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const before = pipeline.textsFor(person).length;
    const said = text.startsWith('topic:') ? { tap: text } : { text };
    await pipeline.accept({ channel: 'test', person, eventId: randomUUID(), at: now, ...said });
    await vi.waitFor(() => expect(pipeline.textsFor(person).length).toBeGreaterThan(before), {
      timeout: 10_000,
    });
  }
}

beforeAll(async () => {
  database = await testDatabase();
  pipeline = await startPipeline(database, { respond: toRespond(assistant) });
  await say('a', 'kiểm tra id.vn');
  await say('b', 'kiểm tra id.vn', 'có ạ');
  await say('c', 'kiểm tra id.vn', 'có ạ', '5/3/2006');
  await say('d', 'kiểm tra điều kiện', 'cá nhân', 'không');
  await say('e', 'topic:id-vn-how', 'asdfgh qwerty zxcvb');
  await say('f', 'topic:id-vn-how');
  await readEvents(database.pool);
  const app = express().use(
    flowsRouter({
      pool: database.pool,
      bot,
      assistant,
      officerOf: async () => ({ id: '1', name: 'Lan', email: 'lan@example.vn', role }),
      audit: async () => expect.unreachable('nothing here is personal'),
      origin: ORIGIN,
      now: () => now,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api`;
  closing.push(() => server.close());
}, 60_000);

beforeEach(() => {
  role = 'viewer';
});

afterAll(async () => {
  for (const close of closing) close();
  await pipeline.stop();
  await database.close();
});

async function get<Answer extends z.ZodType>(
  { answer }: { answer: Answer },
  path: string,
): Promise<z.infer<Answer>> {
  const response = await fetch(`${url}${path}`);
  expect(response.status, path).toBe(200);
  return answer.parse(await response.json());
}

const post = (body: unknown, headers: Record<string, string> = { Origin: ORIGIN }) =>
  fetch(`${url}/simulation`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function simulate(body: unknown) {
  const response = await post(body);
  expect(response.status).toBe(200);
  return contract.simulation.answer.parse(await response.json());
}

const draw = (flow: string, query = TODAY) => get(contract.flowDrawing, `/flows/${flow}?${query}`);

describe('flows', () => {
  test('all of them, with how often each was gone into, also by a jump', async () => {
    const { flows, period } = await get(contract.flowList, `/flows?${TODAY}`);
    expect(period).toMatchObject({ kind: 'day', start: '2026-11-23', state: 'running' });
    expect(flows.map(({ flow }) => flow)).toEqual([...bot.flows.keys()]);
    const entered = Object.fromEntries(flows.map(({ flow, entered }) => [flow, entered]));
    expect(entered).toMatchObject({ 'id-vn': 4, check: 1, 'biz-vn': 0 });
    const idVn = flows.find(({ flow }) => flow === 'id-vn')!;
    expect(idVn).toMatchObject({
      title: bot.flows.get('id-vn')!.title,
      steps: bot.flows.get('id-vn')!.steps.size,
      card: false,
    });
  });

  test('the counts on the edges are what real conversations passed', async () => {
    const { edges, nodes, start, title } = await draw('id-vn');
    expect([start, title]).toEqual(['open', 'Kiểm tra điều kiện id.vn']);
    const went = edges
      .filter(({ count }) => count !== 0)
      .map(({ from, label, to, count }) => [from, label, to, count]);
    expect(went).toEqual([
      [null, '', 'open', 4],
      ['open', 'open', 'citizen', 4],
      ['citizen', 'yes', 'birth-date', 2],
      ['citizen', 'no', 'decide', 1],
      ['birth-date', 'date', 'decide', 1],
      ['decide', 'eligible', 'eligible', 1],
      ['decide', 'not-eligible.not-citizen', 'not-citizen', 1],
      ['eligible', '', 'end', 1],
      ['not-citizen', '', 'end', 1],
    ]);
    const were = nodes.filter(({ count }) => count !== 0);
    expect(were.map(({ step, count, left }) => [step, count, left])).toEqual([
      ['open', 4, null],
      ['citizen', 4, 1],
      ['birth-date', 2, 1],
      ['decide', 2, null],
      ['eligible', 1, null],
      ['not-citizen', 1, null],
    ]);
  });

  test('the counts are those that the messages in the database passed', async () => {
    const { rows } = await database.pool.query<{ key: string; count: number }>(
      `SELECT key, count(DISTINCT conversation_id)::int FROM event, unnest(path) AS key
        WHERE type = 'message' GROUP BY key`,
    );
    const passed = new Map(rows.map(({ key, count }) => [key, count]));
    for (const name of ['id-vn', 'check']) {
      const { edges, nodes } = await draw(name);
      for (const { from, label, count } of edges) {
        const kind = nodes.find(({ step }) => step === from)?.kind;
        const keys = {
          ask: `${name}/${from}=${label === 'date' ? '*' : label}`,
          decide: `${name}/${from}:${label}`,
          jump: `left:${name}/${from}`,
        };
        const key =
          from === null
            ? `entered:${name}`
            : (keys[kind as keyof typeof keys] ?? `${name}/${from}`);
        expect(count, key).toBe(passed.get(key) ?? 0);
      }
    }
  });

  test('every step and way of every flow is in its drawing', async () => {
    for (const flow of bot.flows.values()) {
      const { nodes, edges } = await draw(flow.name);
      expect(nodes.map(({ step }) => step)).toEqual([...flow.steps.keys()]);
      for (const { from, to } of edges) {
        expect(from === null || flow.steps.has(from)).toBe(true);
        expect(to === 'end' || flow.steps.has(to)).toBe(true);
      }
    }
  });

  test('of one channel alone, and of a day before there was data', async () => {
    const zalo = await draw('id-vn', `${TODAY}&channels=zalo`);
    expect(zalo.edges.every(({ count }) => count === 0)).toBe(true);
    expect(zalo.nodes.every(({ count, left }) => count === 0 && !left)).toBe(true);
    const before = await draw('id-vn', 'kind=day&start=2026-11-01');
    expect(before.period.state).toBe('missing');
    expect(before.edges.every(({ count }) => count === null)).toBe(true);
    expect(before.nodes.every(({ count, left }) => count === null && left === null)).toBe(true);
    const list = await get(contract.flowList, '/flows?kind=day&start=2026-11-01');
    expect(list.flows.every(({ entered }) => entered === null)).toBe(true);
  });

  test('one that does not exist is not there', async () => {
    expect((await fetch(`${url}/flows/gone?${TODAY}`)).status).toBe(404);
    expect((await fetch(`${url}/flows/id-vn?kind=century`)).status).toBe(422);
  });
});

describe('answers', () => {
  test('all of them with their words, sources and validity, and how they fared', async () => {
    const { answers } = await get(contract.answerList, `/answers?${TODAY}`);
    expect(answers.map(({ topic }) => topic)).toEqual([...bot.answers.keys()]);
    const given = answers.filter(({ given }) => given !== 0);
    expect(given.map(({ topic, given, failed }) => [topic, given, failed])).toEqual([
      ['id-vn-how', 2, 1],
    ]);
    for (const seen of answers) {
      const answer = bot.answers.get(seen.topic)!;
      expect(seen).toMatchObject({
        title: answer.title,
        groupTitle: bot.groups.get(answer.group)!.title,
        wording: { short: answer.short, details: answer.details ?? null },
        unknown: answer.unknown ?? false,
        phrasings: answer.phrasings.length,
      });
      expect(seen.afterProgramme?.short).toBe(answer.afterProgramme?.short);
      expect(seen.sources).toHaveLength(answer.sources.length);
    }
  });

  test('before there was data, how often is unknown', async () => {
    const { answers } = await get(contract.answerList, '/answers?kind=day&start=2026-11-01');
    expect(answers.every(({ given, failed }) => given === null && failed === null)).toBe(true);
  });
});

describe('simulator', () => {
  test('leaves no trace in any table', async () => {
    const before = await everything();
    const { turns } = await simulate({
      on: '2026-11-23',
      from: 'id-vn/citizen',
      said: [
        { tap: 'a:id-vn/citizen=yes' },
        { text: 'em sinh 5/3/2006' },
        { text: 'gặp cán bộ' },
        { text: 'asdfgh qwerty zxcvb' },
        { tap: 'topic:id-vn-how' },
        { text: 'xóa dữ liệu của tôi' },
        { tap: 'a:delete-my-data/sure=yes' },
      ],
    });
    expect(turns.map(({ ending }) => ending)).toEqual([
      'asked',
      'asked',
      'decided',
      'handed-over',
      'not-understood',
      'answered',
      'asked',
      'answered',
    ]);
    expect(await everything()).toEqual(before);
  });

  test('any day: after the last one the checks end differently, and the day it was is said', async () => {
    const checked = async (on: string) => {
      const { turns, lastDay } = await simulate({ on, said: [{ text: 'kiểm tra id.vn' }] });
      expect(lastDay).toBe(bot.programme.lastDay);
      return turns[0]!;
    };
    expect((await checked('2026-12-31')).ending).toBe('asked');
    const late = await checked('2027-01-01');
    expect(late.ending).toBe('decided');
    expect(late.decisions).toMatchObject([{ rule: 'programme', outcome: 'ended' }]);
    expect(await simulate({ on: '2027-01-01', from: 'id-vn/eligible', said: [] })).toEqual({
      turns: [],
      unreachable: true,
      lastDay: bot.programme.lastDay,
    });
  });

  test('what is not well-formed is refused, and so is what comes from another site', async () => {
    const wrong: unknown[] = [
      { on: '2026-02-30', said: [] },
      { on: '2026-11-23' },
      { on: '2026-11-23', said: [{ text: '' }] },
      { on: '2026-11-23', said: [{ text: 'a', tap: 'b' }] },
      { on: '2026-11-23', said: Array(61).fill({ text: 'a' }) },
    ];
    for (const body of wrong) expect((await post(body)).status, JSON.stringify(body)).toBe(422);
    expect((await post({ on: '2026-11-23', said: [] }, {})).status).toBe(403);
  });
});

test.each(ROLES)('a %s may see all of it', async (as) => {
  role = as;
  for (const path of ['/flows', '/flows/id-vn', '/answers']) {
    expect((await fetch(`${url}${path}`)).status).toBe(200);
  }
  expect((await post({ on: '2026-11-23', said: [] })).status).toBe(200);
});

/** Every row of every table, by table. */
async function everything(): Promise<Record<string, unknown[]>> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.event', 'public.message', 'public.conversation']),
  );
  const tables: Record<string, unknown[]> = {};
  for (const { name } of rows) {
    const found = await database.pool.query(`SELECT t::text FROM ${name} t ORDER BY 1`);
    tables[name] = found.rows.map(({ t }) => t);
  }
  return tables;
}
