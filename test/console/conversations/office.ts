import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import type { Send } from '../../../src/channels/send.ts';
import { conversationsRouter } from '../../../src/console/api/conversations.ts';
import { healthRouter } from '../../../src/console/api/health.ts';
import { misunderstoodRouter } from '../../../src/console/api/misunderstood.ts';
import type { AuditEntry } from '../../../src/console/api/serve.ts';
import type { Role } from '../../../src/console/contract/permission.ts';
import { misunderstoodProjection } from '../../../src/console/conversations/gather.ts';
import { loadLikeness } from '../../../src/console/conversations/likeness.ts';
import { summaryProjection } from '../../../src/console/conversations/summary.ts';
import { forgottenEvent } from '../../../src/database/forgotten-event.ts';
import type { Database } from '../../../src/database/open.ts';
import { type Delivery, startDelivery } from '../../../src/delivery/delivery.ts';
import { failureHandler } from '../../../src/http/failure.ts';
import { loadBot } from '../../../src/load.ts';
import { toRespond } from '../../../src/respond.ts';
import { testDatabase, testLog } from '../../support/database.ts';

const loaded = loadBot();
const assistant = createAssistant(loaded);
const likeness = loadLikeness(
  [...loaded.bot.answers.values()].flatMap(({ phrasings }) => phrasings),
);

/** The bot of the project's files. */
export const { bot } = loaded;

/** An answer as it came over HTTP; tests look into what they expect of it. */
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was answered
  body: any;
}

/** The assistant with people who write to it, and the console's API with one officer, on a database of their own. */
export interface Office {
  database: Database;
  /** Everything the audit log was given. */
  audited: AuditEntry[];
  /** The clock: what it shows. */
  clock: { now: Date };
  /** One message after another, each answered; returns the conversation's id. */
  talk(person: string, texts: readonly string[], channel?: string): Promise<string>;
  /** Brings what officers search up to date. */
  catchUp(): Promise<void>;
  get(path: string, role?: Role): Promise<Answered>;
  /** Previews of the conversations that a search finds, once all is up to date. */
  found(query: string): Promise<string[]>;
  post(path: string, role?: Role): Promise<Answered>;
  /** A file. */
  download(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Opens it; `send` is the platforms. */
export async function openOffice(send: Send = async () => ({})): Promise<Office> {
  const database = await testDatabase();
  const { pool } = database;
  const clock = { now: new Date('2026-11-22T02:00:00Z') };
  const now = () => clock.now;
  const audited: AuditEntry[] = [];
  let role: Role = 'administrator';
  let written = 0;

  const serving = {
    officerOf: async () => ({ id: 'o1', name: 'An', email: 'an@example.vn', role }),
    audit: async (entry: AuditEntry) => void audited.push(entry),
    origin: 'http://console.test',
    now,
  };
  const app = express();
  app.use(
    conversationsRouter({ ...serving, pool, bot }),
    misunderstoodRouter({ ...serving, pool, bot }),
    healthRouter({ ...serving, pool, bot, configured: ['web', 'telegram'], shared: ['telegram'] }),
    failureHandler(testLog),
  );
  const server: Server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api`;
  const delivery: Delivery = await startDelivery({
    database,
    log: testLog,
    channels: ['web', 'telegram'],
    respond: toRespond(assistant),
    now,
    publicUrl: 'http://localhost:3000',
    failedText: 'sorry',
    backoffMs: [],
    send,
  });
  const projections = [summaryProjection(pool), misunderstoodProjection(pool, likeness)];

  const catchUp = async () => {
    for (const projection of projections) await projection.catchUp();
  };

  const call = async (method: string, path: string, as: Role) => {
    role = as;
    const response = await fetch(url + path, {
      method,
      headers: { Origin: serving.origin, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: '{}' }),
    });
    return { status: response.status, body: await response.json() };
  };

  return {
    database,
    audited,
    clock,
    async talk(person, texts, channel = 'web') {
      for (const text of texts) {
        const eventId = `e${++written}`;
        await delivery.accept({ channel, person, eventId, at: clock.now, text });
        await until(async () => {
          const { rows } = await pool.query(
            `SELECT i.status <> 'unread' AND NOT EXISTS (SELECT FROM outbox o
                WHERE o.conversation_id = i.conversation_id AND o.status = 'pending') AS done
               FROM inbox i WHERE channel = $1 AND event_id IN ($2, ${forgottenEvent('$2::text')})`,
            [channel, eventId],
          );
          return rows[0].done;
        });
        clock.now = new Date(clock.now.getTime() + 60_000);
      }
      const { rows } = await pool.query(
        'SELECT id FROM conversation WHERE channel = $1 AND person = $2',
        [channel, person],
      );
      return rows[0]?.id;
    },
    catchUp,
    get: (path, as = 'administrator') => call('GET', path, as),
    async found(query) {
      await catchUp();
      const { status, body } = await call('GET', `/conversations?${query}`, 'administrator');
      expect(status, JSON.stringify(body)).toBe(200);
      return body.conversations.map(({ preview }: { preview: string }) => preview);
    },
    post: (path, as = 'administrator') => call('POST', path, as),
    download: (path) => fetch(url + path),
    async close() {
      await delivery.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

/** Waits for something that comes about in a moment. */
async function until(done: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error('waited for 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
