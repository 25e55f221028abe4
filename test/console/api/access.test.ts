import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../../src/console/contract/endpoint.ts';
import { may, ROLES, type Role } from '../../../src/console/contract/permission.ts';
import { hashPassword } from '../../../src/console/sign-in/password.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type RunningService, runService } from '../../support/run.ts';
import { AUTH, browse, PASSWORD, type Visitor } from '../sign-in/office.ts';

/*
 * Every request of the contract, as the whole service answers it to those who may not ask. The list is
 * made of the files of the contract, so an endpoint that is added there is tried here.
 */

type Asked = Pick<Endpoint, 'method' | 'path' | 'query' | 'body'> & {
  permission: Endpoint['permission'] | undefined;
};

const CONTRACT = new URL('../../../src/console/contract/', import.meta.url);

/** All endpoints of the contract; those without a permission are open to everyone. */
async function endpoints(): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const file of (await readdir(CONTRACT)).filter((name) => name.endsWith('.ts')).sort()) {
    const module: Record<string, unknown> = await import(new URL(file, CONTRACT).href);
    for (const value of Object.values(module)) {
      const { method, path, permission, query, body } = (value ?? {}) as Partial<Asked>;
      if (method === undefined || path === undefined) continue;
      found.push({ method, path, permission, query: query!, body: body! });
    }
  }
  return found;
}

const ALL = await endpoints();
const OPEN = ['GET /session', 'POST /invitation', 'POST /invitation/accept'];
const CLOSED = ALL.filter(({ permission }) => permission !== undefined);
const NAMED = (list: Asked[]) =>
  list.map((asked) => [`${asked.method} ${asked.path}`, asked] as const);

let database: Database;
let service: RunningService;
const officers = new Map<Role, Visitor>();
beforeAll(async () => {
  database = await testDatabase();
  service = await runService({ DATABASE_URL: database.url });
  const hash = await hashPassword(PASSWORD);
  for (const role of ROLES) {
    const email = `${role}@example.vn`;
    await database.pool.query(
      `WITH o AS (INSERT INTO officer (name, email, role) VALUES ($1, $2, $1) RETURNING id)
       INSERT INTO officer_account (officer_id, provider_id, account_id, password)
       SELECT id, 'credential', id::text, $3 FROM o`,
      [role, email, hash],
    );
    const visitor = browse(service.url, service.url);
    const { status } = await visitor.post(`${AUTH}/sign-in/email`, { email, password: PASSWORD });
    expect(status).toBe(200);
    officers.set(role, visitor);
  }
});
afterAll(async () => {
  await service.end('SIGTERM');
  await database.close();
});

/** An id that nothing has: whoever may ask is told that there is no such thing. */
const ADDRESS = (path: string) =>
  `/console/api${path.replaceAll(/:[a-zA-Z]+/g, '00000000-0000-4000-8000-000000000000')}`;

/** Only the status: an answer may be a stream that never ends. */
async function statusOf(visitor: Visitor, { method, path }: Asked, origin = service.url) {
  const cookies = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const abort = new AbortController();
  const response = await fetch(service.url + ADDRESS(path), {
    method,
    signal: abort.signal,
    headers: {
      Cookie: cookies,
      ...(method === 'POST' && { Origin: origin, 'Content-Type': 'application/json' }),
    },
    ...(method === 'POST' && { body: '{"not":"asked for"}' }),
  });
  const { status } = response;
  abort.abort();
  return status;
}

const nobody = () => browse(service.url, service.url);

test('only these are open to everyone', () => {
  expect(
    NAMED(ALL.filter(({ permission }) => permission === undefined)).map(([name]) => name),
  ).toEqual(OPEN);
  expect(CLOSED.length).toBeGreaterThan(10);
  // A stream is answered by other means than the rest.
  expect(CLOSED.map(({ path }) => path)).toContain('/live');
});

describe.each(NAMED(CLOSED))('%s', (_, asked) => {
  test('is refused to who is not signed in', async () => {
    expect(await statusOf(nobody(), asked)).toBe(401);
    const forged = nobody();
    forged.cookies.set('officer.session_token', `${'a'.repeat(32)}.${'A'.repeat(43)}%3D`);
    expect(await statusOf(forged, asked)).toBe(401);
  });

  const { permission } = asked;
  const allowed = ROLES.filter(
    (role) => permission === 'signed-in' || may({ role }, permission as never),
  );
  const refused = ROLES.filter((role) => !allowed.includes(role));

  test.runIf(refused.length > 0)(`is refused to ${refused.join(', ')}`, async () => {
    for (const role of refused) expect(await statusOf(officers.get(role)!, asked), role).toBe(403);
  });

  test(`is not refused to ${allowed.join(', ')}`, async () => {
    for (const role of allowed) {
      const status = await statusOf(officers.get(role)!, asked);
      expect([401, 403], `${role}: ${status}`).not.toContain(status);
      expect(status, role).toBeLessThan(500);
    }
  });

  test.runIf(asked.method === 'POST')('is refused from another site', async () => {
    const administrator = officers.get('administrator')!;
    for (const origin of ['https://evil.example', 'null', `${service.url}.evil.example`]) {
      expect(await statusOf(administrator, asked, origin), origin).toBe(403);
    }
  });
});

/** Fields that are days: they know the calendar. */
function daysOf(schema: Endpoint['query'] | undefined): string[] {
  const { shape = {} } = (schema ?? {}) as Partial<z.ZodObject>;
  return Object.entries(shape).flatMap(([name, field]) => {
    const takes = (text: string) => z.safeParse(field, text).success;
    return takes('2026-11-22') && !takes('2026-02-30') ? [name] : [];
  });
}

describe('days', () => {
  /** What an endpoint needs besides. */
  const NEEDED = { measure: 'messages', said: [] };
  const IN_PATH = {
    ':flow': 'id-vn',
    ':group': '1',
    ':id': '00000000-0000-4000-8000-000000000000',
  };
  const ASKED = CLOSED.flatMap((asked) =>
    [...daysOf(asked.query), ...daysOf(asked.body)].map(
      (field) => [`${asked.method} ${asked.path} ${field}`, asked, field] as const,
    ),
  );
  const OUT_OF_CALENDAR = [
    '0000-01-01',
    '0001-01-01',
    '1999-12-31',
    '3000-01-01',
    '9999-12-31',
    '10000-01-01',
    '+275760-09-13',
    '-000001-01-01',
    '2026-02-30',
    'infinity',
  ];

  test('are asked for by many', () => {
    expect(ASKED.length).toBeGreaterThan(12);
  });

  test.each(ASKED)('%s', async (_, { method, path, query }, field) => {
    const administrator = officers.get('administrator')!;
    const ask = async (day: string, others: object = {}) => {
      const { shape } = query as z.ZodObject;
      const by = path.endsWith('series') ? 'week' : 'channel';
      const given = Object.entries({ ...NEEDED, by, ...others, [field]: day });
      const search = given.filter(([name]) => name in shape) as string[][];
      const address = Object.entries(IN_PATH).reduce(
        (at, [name, id]) => at.replace(name, id),
        path,
      );
      const at = `/console/api${address}?${new URLSearchParams(search)}`;
      const body = Object.fromEntries(given.filter(([name]) => ['on', 'said'].includes(name)));
      return method === 'GET'
        ? administrator.get(at)
        : administrator.post(at, path === '/simulation' ? body : { name: 'a.png' });
    };
    for (const day of OUT_OF_CALENDAR) {
      const { status, body } = await ask(day);
      expect([day, status]).toEqual([day, 422]);
      expect(body.errors[0].field).toBe(field);
    }
    for (const kind of ['day', 'week', 'month', 'quarter', 'programme']) {
      for (const day of ['2000-01-01', '2999-12-31']) {
        const { status } = await ask(day, { kind });
        // Of the paths with an id there is nothing.
        expect([day, kind, status]).toEqual([day, kind, path.includes(':id') ? 404 : 200]);
      }
    }
  });
});

describe.each([...OPEN.filter((name) => name.startsWith('POST')), 'POST /auth/sign-in/email'])(
  '%s',
  (name) => {
    test('is refused from another site, whether there is a session or not', async () => {
      const path = `/console/api${name.split(' ')[1]}`;
      for (const visitor of [nobody(), officers.get('viewer')!]) {
        for (const Origin of ['https://evil.example', 'null']) {
          expect((await visitor.post(path, {}, { Origin })).status).toBe(403);
        }
      }
    });
  },
);
