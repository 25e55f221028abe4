import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { createInbox, type Inbox } from '../../src/delivery/inbox.ts';
import { type Child, isRunning, startChild } from '../support/child.ts';
import { testDatabase, testLog } from '../support/database.ts';
import { message } from './echo.ts';

let database: Database;
let inbox: Inbox;
let children: Child[];

beforeEach(async () => {
  database = await testDatabase();
  await database.pool.query(
    `CREATE TABLE sent_by_nodes (id serial, person text, text text, node int, what text,
                           at timestamptz DEFAULT clock_timestamp())`,
  );
  inbox = createInbox({ pool: database.pool, log: testLog });
  children = [];
});

afterEach(async () => {
  await inbox.close();
  for (const child of children) if (isRunning(child.process.pid!)) await child.end('SIGKILL');
  await database.close();
});

/** A node whose sends take so many milliseconds. */
async function node(takes: number): Promise<Child> {
  const file = fileURLToPath(new URL('node-child.ts', import.meta.url));
  const child = startChild(file, [database.url, String(takes)]);
  children.push(child);
  expect(await child.next()).toBe('ready');
  return child;
}

async function sent(
  what: 'begun' | 'taken',
): Promise<{ person: string; text: string; node: number }[]> {
  const { rows } = await database.pool.query(
    'SELECT person, text, node FROM sent_by_nodes WHERE what = $1 ORDER BY id',
    [what],
  );
  return rows;
}

describe('a node killed with -9', () => {
  test('in the middle of sending: its reply is another’s within 2 s, and not before', async () => {
    const first = await node(60_000);
    await inbox.accept(message('ann', 'e1', 'hi'));
    await vi.waitFor(async () => expect(await sent('begun')).toHaveLength(1), 5000);

    const second = await node(0);
    await sleep(2500);
    expect(await sent('begun')).toHaveLength(1);

    await first.end('SIGKILL');
    const taken = [{ person: 'ann', text: '1: hi', node: second.process.pid }];
    await vi.waitFor(async () => expect(await sent('taken')).toEqual(taken), {
      timeout: 2000,
      interval: 20,
    });
  });

  test('in the middle of a turn: its message is another’s within 2 s', async () => {
    const first = await node(1);
    await inbox.accept(message('ann', 'e1', 'block'));
    expect(await first.next()).toBe('blocked');

    const second = await node(0);
    await sleep(1200);
    expect(await sent('begun')).toEqual([]);

    await first.end('SIGKILL');
    const taken = [{ person: 'ann', text: '1: block', node: second.process.pid }];
    await vi.waitFor(async () => expect(await sent('taken')).toEqual(taken), {
      timeout: 2000,
      interval: 20,
    });
  });

  test('while a model is asked: its message is another’s within 6.5 s, and answered without', async () => {
    const first = await node(1);
    await inbox.accept(message('ann', 'e1', '?who'));
    await inbox.accept(message('ann', 'e2', 'next'));
    expect(await first.next()).toBe('asking');
    const second = await node(0);
    await first.end('SIGKILL');
    await sleep(2500);
    expect(await sent('begun')).toEqual([]);

    const taken = ['1: ?who', '2: next'].map((text) => ({
      person: 'ann',
      text,
      node: second.process.pid,
    }));
    await vi.waitFor(async () => expect(await sent('taken')).toEqual(taken), {
      timeout: 4000,
      interval: 20,
    });
  });

  test('under load: nothing is lost, nothing out of order, nothing twice but the sends in flight', async () => {
    const nodes = [await node(5), await node(5)];
    const people = Array.from({ length: 40 }, (_, i) => `p${i}`);
    const rounds = 10;
    for (let round = 1; round <= rounds; round++) {
      await Promise.all(
        people.map((person) => inbox.accept(message(person, `${person}-${round}`, 'x'))),
      );
      if (round === rounds / 2) await nodes[0]!.end('SIGKILL');
    }
    const killed = nodes[0]!.process.pid;
    const wanted = people.length * rounds;
    const distinct = async () => new Set((await sent('taken')).map((s) => `${s.person} ${s.text}`));
    await vi.waitFor(async () => expect((await distinct()).size).toBe(wanted), {
      timeout: 10_000,
      interval: 50,
    });

    const begun = await sent('begun');
    for (const person of people) {
      const texts = begun.filter((s) => s.person === person).map((s) => s.text);
      const expected = Array.from({ length: rounds }, (_, i) => `${i + 1}: x`);
      expect([...new Set(texts)]).toEqual(expected);
      // At most one reply a conversation was in flight, and it was the killed node's.
      expect(texts.length).toBeLessThanOrEqual(rounds + 1);
    }
    const twice = begun.filter(
      (s, i) => begun.findIndex((o) => o.person === s.person && o.text === s.text) < i,
    );
    for (const { person, text } of twice) {
      const nodesOf = begun
        .filter((s) => s.person === person && s.text === text)
        .map((s) => s.node);
      expect(nodesOf[0]).toBe(killed);
    }
  });
});

test('a node told to stop ends by itself', async () => {
  const child = await node(0);
  await inbox.accept(message('ann', 'e1', 'hi'));
  await vi.waitFor(async () => expect(await sent('taken')).toHaveLength(1), 5000);
  child.tell('stop');
  expect(await child.end()).toBe(0);
});
