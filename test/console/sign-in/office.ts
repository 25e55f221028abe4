import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { type ConsoleParts, createConsole } from '../../../src/console/console.ts';
import type { AuditAction } from '../../../src/console/contract/endpoint.ts';
import type { Role } from '../../../src/console/contract/permission.ts';
import type { ConsoleSettings } from '../../../src/console/settings.ts';
import { hashPassword } from '../../../src/console/sign-in/password.ts';
import type { Database } from '../../../src/database/open.ts';
import { createApp } from '../../../src/http/app.ts';
import { testDatabase, testLog } from '../../support/database.ts';

export const PASSWORD = 'mật khẩu đủ dài để thử';

/** A console of the test's own: real application, real database, and a clock that can be moved. */
export interface Office {
  url: string;
  database: Database;
  /** Someone who may sign in with {@link PASSWORD}. */
  add(email: string, role?: Role): Promise<string>;
  /** A browser: it keeps cookies, and comes from the console's own origin unless told otherwise. */
  visitor(address?: string): Visitor;
  /** As {@link visitor}, signed in. */
  signIn(email: string): Promise<Visitor>;
  /** Moves the clock of lockout, links and audit log (better-auth's own is the machine's). */
  later(ms: number): void;
  /** What that clock shows. */
  now(): Date;
  /** What the audit log holds of an action, newest first. */
  audited(action: AuditAction): Promise<{ officer_name: string | null; about: string | null }[]>;
  close(): Promise<void>;
}

export interface Visitor {
  cookies: Map<string, string>;
  /** The raw `Set-Cookie` lines of the last answer. */
  lastCookies: string[];
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the answer holds, the test says what it expects
  body: any;
}

export const AUTH = '/console/api/auth';

export async function openOffice(
  given: {
    settings?: Partial<ConsoleSettings>;
    publicUrl?: string;
    folder?: string;
    /** The areas, and what they started, by the database's address. */
    open?: (url: string) => Pick<ConsoleParts, 'areas' | 'closing'>;
  } = {},
): Promise<Office> {
  const database = await testDatabase();
  let answer: RequestListener = (_, res) => res.writeHead(503).end();
  const server = createServer((req, res) => answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = given.publicUrl ?? url;
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const officers = await createConsole({
    pool: database.pool,
    log: testLog,
    publicUrl,
    settings: { requireTwoFactor: false, ...given.settings },
    now,
    ...(given.open?.(database.url) ?? { areas: [] }),
    ...(given.folder !== undefined && { folder: given.folder }),
  });
  answer = createApp({
    decide: () => {
      throw new Error('nothing is decided here');
    },
    today: () => '2026-11-22',
    ask: () => ({ decision: 'unknown', sources: [], candidates: [] }),
    ready: async () => true,
    open: async () => undefined,
    unknownLink: '',
    logger: testLog,
    trustProxy: 'loopback',
    routers: [officers.router],
  });
  const hash = await hashPassword(PASSWORD);
  const visitor = (address?: string) => browse(url, new URL(publicUrl).origin, address);

  return {
    url,
    database,
    async add(email, role = 'viewer') {
      const { rows } = await database.pool.query<{ id: string }>(
        `WITH o AS (INSERT INTO officer (name, email, role) VALUES ($1, $2, $3) RETURNING id)
         INSERT INTO officer_account (officer_id, provider_id, account_id, password)
         SELECT id, 'credential', id::text, $4 FROM o RETURNING officer_id AS id`,
        [email.split('@')[0], email, role, hash],
      );
      return rows[0]!.id;
    },
    visitor,
    async signIn(email) {
      const browser = visitor();
      const { status } = await browser.post(`${AUTH}/sign-in/email`, { email, password: PASSWORD });
      if (status !== 200) throw new Error(`${email} could not sign in: ${status}`);
      return browser;
    },
    now,
    later: (ms) => {
      ahead += ms;
    },
    async audited(action) {
      const { rows } = await database.pool.query(
        'SELECT officer_name, about FROM audit_log WHERE action = $1 ORDER BY id DESC',
        [action],
      );
      return rows;
    },
    async close() {
      await officers.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

/** A browser with a cookie jar; `address` is what a proxy in front says of it. */
export function browse(url: string, origin: string, address?: string): Visitor {
  const cookies = new Map<string, string>();
  async function ask(path: string, init: RequestInit): Promise<Answered> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) {
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    if (address !== undefined) headers.set('X-Forwarded-For', address);
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...init, headers });
    self.lastCookies = response.headers.getSetCookie();
    for (const line of self.lastCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }
  const self: Visitor = {
    cookies,
    lastCookies: [],
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
        body: JSON.stringify(body),
      }),
  };
  return self;
}

/** Sets up an authenticator app, as the page does. */
export async function enable(browser: Visitor): Promise<{ uri: string; codes: string[] }> {
  const { status, body } = await browser.post(`${AUTH}/two-factor/enable`, { password: PASSWORD });
  expect(status).toBe(200);
  const { totpURI: uri, backupCodes: codes } = body;
  const verified = await browser.post(`${AUTH}/two-factor/verify-totp`, { code: totp(uri) });
  expect(verified.status).toBe(200);
  return { uri, codes };
}

/** The code that an authenticator app shows for an `otpauth://` address (RFC 6238), now or `steps` of 30 s later. */
export function totp(uri: string, steps = 0): string {
  const bits = [...new URL(uri).searchParams.get('secret')!]
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
