import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/database/open.ts';
import { FlowsError, loadBot } from '../src/load.ts';
import { PROJECT_DIR } from '../src/project-dir.ts';
import { testDatabase } from './support/database.ts';
import { type RunningService, run, runService } from './support/run.ts';

let database: Database;
let service: RunningService;

beforeAll(async () => {
  database = await testDatabase();
  service = await runService({
    DATABASE_URL: database.url,
    METRICS_TOKEN: 'a-token-of-the-metrics',
  });
});

afterAll(async () => {
  await service.end('SIGTERM');
  await database.close();
});

const chat = (name: string, lines: readonly string[]) =>
  run('src/chat.ts', {
    args: ['--as', name],
    env: { DATABASE_URL: database.url, PUBLIC_URL: service.url },
    lines,
  });

const post = async (path: string, body: unknown) => {
  const response = await fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const conversation = async (name: string) => {
  const { rows } = await database.pool.query<{ id: string; person: string; state: unknown }>(
    'SELECT id, person, state FROM conversation WHERE channel = $1',
    [`terminal-${name}`],
  );
  return rows;
};

describe('the service', () => {
  test('says that it lives and that it is ready', async () => {
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  });

  test('tells Prometheus how it stands, by its token', async () => {
    const url = `${service.url}/metrics`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { Authorization: 'Bearer a-token-of-the-metrics' };
    expect(await (await fetch(url, { headers })).text()).toContain('\ntro_ly_inbox_unread 0\n');
  });

  test('decides by API in the words of the flow', async () => {
    const { status, body } = await post('/api/v1/eligibility/id-vn', {
      citizen: true,
      birthDate: '2008-12-10',
      on: '2026-11-22',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'not-eligible',
      reason: 'under-18',
      eligibleFrom: '2026-12-10',
      eligibleUntil: '2026-12-31',
    });
    expect(body.explanation).toContain('đủ điều kiện từ ngày 10/12/2026');
    expect(body.sources).toContain('Kế hoạch của UBND thành phố, mục III.4');
  });

  test('answers a question by API with its source', async () => {
    const { body } = await post('/api/v1/ask', { text: 'Có miễn phí thật không?' });
    expect(body).toMatchObject({ decision: 'answer', topic: 'free-really' });
    expect(body.sources).not.toHaveLength(0);
  });

  test('an invalid setting stops the start with one line', async () => {
    const { code, err } = await run('src/main.ts', { env: { PORT: 'abc' } });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('PORT: found "abc", allowed');
  });

  test('a port in use stops the start with one line', async () => {
    const { code, err } = await run('src/main.ts', {
      env: { PORT: new URL(service.url).port, DATABASE_URL: database.url },
    });
    expect(code).toBe(1);
    expect(err.trim()).toMatch(/^PORT: found \d+, which is in use, allowed a free port$/);
  });

  test('refuses flows with mistakes, all told at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flows-'));
    await cp(join(PROJECT_DIR, 'flows'), folder, { recursive: true });
    const flow =
      'flow: human\ntitle: Gặp cán bộ\nlabel: Gặp cán bộ\nstart: requst\nsteps:\n  request:\n    say: Xin chào {toi}\n    then: finish\n';
    await writeFile(join(folder, 'human.yaml'), flow);
    expect(() => loadBot(folder)).toThrow(FlowsError);
    try {
      loadBot(folder);
    } catch (error) {
      const lines = (error as Error).message.split('\n');
      expect(lines[0]).toContain('flows/human.yaml:4:1 start: found "requst"');
      expect(lines[0]).toContain('(nearest: "request")');
      expect(lines).toHaveLength(3);
    }
    await rm(folder, { recursive: true });
  });

  test('stops cleanly on SIGTERM', async () => {
    const second = await runService({ DATABASE_URL: database.url });
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

describe('a conversation in the terminal', () => {
  test('goes from a question to a decision, the link and its opening, all on record', async () => {
    const first = await chat('whole', ['id.vn là gì', 'kiểm tra id.vn', '1']);
    expect(first.out).toContain('trợ lý tự động');
    expect(first.out).toContain('Bạn sinh ngày nào?');

    // Another process takes the open conversation up where it stood.
    const second = await chat('whole', ['7/4/2006']);
    expect(second.out).toContain('Bạn thuộc diện');
    const link = /Mở trang đăng ký \(hiendienonline\.tenmien\.vn\): (\S+)/.exec(second.out)?.[1];
    const opened = await fetch(link!, {
      redirect: 'manual',
      headers: { 'user-agent': 'Mozilla/5.0' },
    });
    expect(opened.status).toBe(302);
    expect(opened.headers.get('location')).toBe('https://hiendienonline.tenmien.vn');

    const [{ id, state } = { id: '', state: null }] = await conversation('whole');
    const { rows: events } = await database.pool.query<{ type: string; outcome: string | null }>(
      'SELECT type, outcome FROM event WHERE conversation_id = $1 ORDER BY id',
      [id],
    );
    const types = events.map(({ type }) => type);
    for (const type of [
      'started',
      'topic-answered',
      'decided',
      'link-offered',
      'ended',
      'link-opened',
    ]) {
      expect(types).toContain(type);
    }
    expect(events.find(({ type }) => type === 'decided')?.outcome).toBe('eligible');

    // The birth date is nowhere: not in the state, not in the transcript, not in what waits.
    const everything = await database.pool.query(
      `SELECT m.text, m.parts, m.understood, i.payload, o.reply FROM conversation c
         LEFT JOIN message m ON m.conversation_id = c.id LEFT JOIN inbox i ON i.conversation_id = c.id
         LEFT JOIN outbox o ON o.conversation_id = c.id WHERE c.id = $1`,
      [id],
    );
    const kept = JSON.stringify([state, everything.rows]);
    expect(kept.includes('[ngày sinh]')).toBe(true);
    for (const trace of ['7/4/2006', '2006-04-07', '07/04/2006'])
      expect(kept.includes(trace), trace).toBe(false);
  });

  test('deletes what the person said and keeps the counts', async () => {
    await chat('gone', ['Có miễn phí thật không?']);
    const [before] = await conversation('gone');
    const { out } = await chat('gone', ['xóa dữ liệu của tôi', 'có']);
    expect(out).toContain('đã xóa');
    const [after] = await conversation('gone');
    expect(after?.person).toBe(`erased:${before!.id}`);
    expect(after?.state).not.toHaveProperty('run');
    const count = async (table: 'message' | 'event') => {
      const sql = `SELECT count(*)::int AS n FROM ${table} WHERE conversation_id = $1`;
      return (await database.pool.query<{ n: number }>(sql, [before!.id])).rows[0]!.n;
    };
    expect(await count('message')).toBe(0);
    expect(await count('event')).toBeGreaterThan(2);
  });
});
