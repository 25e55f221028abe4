import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SendError } from '../../src/channels/send.ts';
import type { Database } from '../../src/database/open.ts';
import { NotStoredError } from '../../src/delivery/inbox.ts';
import { NODE_LOCK } from '../../src/delivery/node.ts';
import { withPolicies } from '../../src/respond.ts';
import { testDatabase } from '../support/database.ts';
import { echo, message } from './echo.ts';
import { type Pipeline, startPipeline, type Taken } from './pipeline.ts';

const PEOPLE = Array.from({ length: 200 }, (_, i) => `person-${i}`);

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

async function start(given?: Parameters<typeof startPipeline>[1]): Promise<Pipeline> {
  const pipeline = await startPipeline(database, given);
  pipelines.push(pipeline);
  return pipeline;
}

describe('in order, once', () => {
  test.each([1, 2])(
    'three messages at once are answered in order, with %i nodes',
    async (nodes) => {
      const taken: Taken[] = [];
      for (let i = 0; i < nodes; i++) await start({ taken });
      const at = (i: number) => pipelines[i % nodes]!;
      // The messages of one person come in at one door, as a platform delivers them.
      await Promise.all(
        PEOPLE.flatMap((person, i) =>
          ['a', 'b', 'c'].map((text) => at(i).accept(message(person, `${person}-${text}`, text))),
        ),
      );
      await vi.waitFor(() => expect(taken).toHaveLength(600), 15_000);

      for (const person of PEOPLE) {
        expect(at(0).textsFor(person)).toEqual(['1: a', '2: b', '3: c']);
      }
      const { rows } = await database.pool.query(
        `SELECT c.version, c.next_seq, string_agg(m.text, ' ' ORDER BY m.seq) AS said
         FROM conversation c JOIN message m ON m.conversation_id = c.id GROUP BY c.id`,
      );
      expect(rows).toHaveLength(200);
      for (const row of rows) {
        expect(row).toEqual({ version: 3, next_seq: 7, said: 'a 1: a b 2: b c 3: c' });
      }
    },
  );

  test('a message sent again by the platform is ignored, at once or later, at any node', async () => {
    const taken: Taken[] = [];
    const [one, two] = [await start({ taken }), await start({ taken })];
    const all = PEOPLE.map((person) => message(person, `event of ${person}`, 'hi'));
    const first = await Promise.all(all.flatMap((m) => [one.accept(m), two.accept(m)]));
    expect(first.filter((accepted) => accepted === 'stored')).toHaveLength(200);
    expect(first.filter((accepted) => accepted === 'duplicate')).toHaveLength(200);
    await vi.waitFor(() => expect(taken).toHaveLength(200), 15_000);

    const later = await Promise.all(all.map((m) => one.accept(m)));
    expect(later).toEqual(PEOPLE.map(() => 'duplicate'));
    await sleep(1200);
    expect(taken).toHaveLength(200);
  });

  test('a person who writes on and on gets every answer, in order', async () => {
    const pipeline = await start({ send: () => sleep(3, {}) });
    for (let i = 1; i <= 60; i++) await pipeline.accept(message('talker', `e${i}`, 'x'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(60), 10_000);
    expect(pipeline.textsFor('talker')).toEqual(
      Array.from({ length: 60 }, (_, i) => `${i + 1}: x`),
    );
  });
});

describe('a message committed while its conversation is being closed', () => {
  const CLOSES_SLOWLY = `
    CREATE FUNCTION close_slowly() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_sleep(0.4); RETURN NEW; END';
    CREATE TRIGGER slow BEFORE UPDATE ON conversation FOR EACH ROW EXECUTE FUNCTION close_slowly()`;

  test('is answered though every wake-up for it was lost', async () => {
    const pipeline = await start();
    await pipeline.accept(message('ann', 'e0', 'zero'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(1), 5000);

    await database.pool.query(CLOSES_SLOWLY);
    await pipeline.accept(message('ann', 'e1', 'one'));
    // The turn has read its messages and sleeps in its write.
    await sleep(200);
    await database.pool.query(
      `INSERT INTO inbox (channel, event_id, conversation_id, person, payload)
       SELECT 'test', 'e2', id, 'ann', '{"at": "2026-11-22T02:00:00Z", "text": "two"}' FROM conversation`,
    );
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(3), 5000);
    expect(pipeline.textsFor('ann')).toEqual(['1: zero', '2: one', '3: two']);
  });

  test('is answered at once when it came in at another node', async () => {
    const taken: Taken[] = [];
    const [one, two] = [await start({ taken }), await start({ taken })];
    await one.accept(message('ann', 'e0', 'zero'));
    await vi.waitFor(() => expect(taken).toHaveLength(1), 5000);

    await database.pool.query(CLOSES_SLOWLY);
    await one.accept(message('ann', 'e1', 'one'));
    await sleep(200);
    await two.accept(message('ann', 'e2', 'two'));
    await vi.waitFor(() => expect(taken).toHaveLength(3), 5000);
    expect(one.textsFor('ann')).toEqual(['1: zero', '2: one', '3: two']);
  });
});

test('a message that cannot be stored is refused within 1.5 s, and taken when sent again', async () => {
  const pipeline = await start();
  const blocker = new pg.Client({ connectionString: database.url });
  await blocker.connect();
  await blocker.query('BEGIN; LOCK TABLE inbox');

  const begun = performance.now();
  await expect(pipeline.accept(message('ann', 'e1', 'one'))).rejects.toThrow(NotStoredError);
  expect(performance.now() - begun).toBeGreaterThan(1400);
  expect(performance.now() - begun).toBeLessThan(1900);

  await blocker.query('ROLLBACK');
  await blocker.end();
  expect(['stored', 'duplicate']).toContain(await pipeline.accept(message('ann', 'e1', 'one')));
  await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: one']), 5000);
});

describe('failures', () => {
  test.each(['throw', 'nothing', 'unstorable'])(
    'a conversation that fails (%s) is given up after three attempts, goes on, and harms no other',
    async (word) => {
      const pipeline = await start();
      const others = PEOPLE.slice(0, 20);
      await Promise.all([
        ...['before', word, 'after'].map((text, i) =>
          pipeline.accept(message('bad', `b${i}`, text)),
        ),
        ...others.map((person) => pipeline.accept(message(person, person, 'hi'))),
      ]);
      await vi.waitFor(() => expect(pipeline.taken).toHaveLength(23), 15_000);
      expect(pipeline.textsFor('bad')).toEqual(['1: before', 'sorry', '2: after']);
      for (const person of others) expect(pipeline.textsFor(person)).toEqual(['1: hi']);

      const { rows } = await database.pool.query(
        `SELECT status, attempts, payload, person, error FROM inbox WHERE event_id = 'b1'`,
      );
      expect(rows).toEqual([
        {
          status: 'failed',
          attempts: 3,
          // Kept for some days, so that it can be tried again.
          payload: { at: expect.any(String), text: word },
          person: 'bad',
          error: expect.any(String),
        },
      ]);
      const turn = await database.pool.query(`SELECT text FROM message WHERE ending = 'failed'`);
      expect(turn.rows).toEqual([{ text: '' }]);
    },
  );

  test('a reply is tried again, in its place, and its platform’s name for it kept', async () => {
    let failures = 2;
    const send = async (_: string, person: string) => {
      if (person === 'ann' && failures-- > 0) throw new Error('busy');
      return { deliveredId: `of ${person}` };
    };
    const pipeline = await start({ send, backoffMs: [50, 50] });
    await pipeline.accept(message('ann', 'e1', 'one'));
    await pipeline.accept(message('ann', 'e2', 'two'));
    await pipeline.accept(message('bob', 'e3', 'hi'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(3), 8000);
    expect(pipeline.taken[0]!.person).toBe('bob');
    expect(pipeline.textsFor('ann')).toEqual(['1: one', '2: two']);
    await expect.poll(outbox).toEqual([
      { status: 'sent', attempts: 3, delivered_id: 'of ann', empty: true, claimed_by: null },
      { status: 'sent', attempts: 1, delivered_id: 'of ann', empty: true, claimed_by: null },
      { status: 'sent', attempts: 1, delivered_id: 'of bob', empty: true, claimed_by: null },
    ]);
  });

  test('a reply that waits for its next attempt is not overtaken by a later one', async () => {
    let failures = 1;
    const send = async () => {
      if (failures-- > 0) throw new Error('busy');
      return {};
    };
    const pipeline = await start({ send, backoffMs: [400, 400] });
    await pipeline.accept(message('ann', 'e1', 'one'));
    await expect.poll(outbox).toMatchObject([{ status: 'pending', attempts: 1 }]);
    await pipeline.accept(message('ann', 'e2', 'two'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(2), 8000);
    expect(pipeline.textsFor('ann')).toEqual(['1: one', '2: two']);
  });

  test('a reply that failed three times is given up, and the next one goes out', async () => {
    const attempts: string[] = [];
    const send = async (_: string, __: string, { text }: { text: string }) => {
      attempts.push(text);
      if (text === '1: one') throw new Error('no');
      return {};
    };
    const pipeline = await start({ send, backoffMs: [20, 20] });
    await pipeline.accept(message('ann', 'e1', 'one'));
    await pipeline.accept(message('ann', 'e2', 'two'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['2: two']), 8000);
    expect(attempts).toEqual(['1: one', '1: one', '1: one', '2: two']);
    const { rows } = await database.pool.query(
      `SELECT status, error, reply, person FROM outbox WHERE seq = 2`,
    );
    // Kept for some days, so that it can be tried again.
    const reply = { text: '1: one', buttons: [] };
    expect(rows).toEqual([{ status: 'failed', error: 'Error: no', reply, person: 'ann' }]);
  });

  test('a reply its platform refuses for good is not tried again', async () => {
    const send = vi.fn(async () => {
      throw new SendError('blocked by the user', { retry: false });
    });
    const pipeline = await start({ send });
    await pipeline.accept(message('ann', 'e1', 'one'));
    await expect.poll(outbox).toMatchObject([{ status: 'failed', attempts: 1, empty: true }]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('a lost connection is made again, and nothing is lost', async () => {
    const pipeline = await start();
    await pipeline.accept(message('ann', 'e1', 'one'));
    await vi.waitFor(() => expect(pipeline.taken).toHaveLength(1), 5000);
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await pipeline.accept(message('ann', 'e2', 'two'));
    await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(['1: one', '2: two']), 8000);
  });

  describe('a node that lost its connection while it was sending', () => {
    const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name <> 'other'`;

    const claims = async (): Promise<(number | null)[]> =>
      (await database.pool.query('SELECT claimed_by AS by FROM outbox')).rows.map(({ by }) => by);

    /** Sends the first reply when told, and has lost its number when this resolves. */
    async function cut(claim: string) {
      const told = Promise.withResolvers<object>();
      const begun: string[] = [];
      const pipeline = await start({
        async send(_channel, _person, { text }) {
          begun.push(text);
          return begun.length === 1 ? told.promise : {};
        },
        respond(...given) {
          const turn = echo(...given);
          return { ...turn, replies: turn.replies.flatMap((reply) => [reply, reply, reply]) };
        },
      });
      await pipeline.accept(message('ann', 'e1', 'one'));
      await vi.waitFor(() => expect(begun).toHaveLength(1), 5000);
      const [before] = await claims();
      await database.pool.query(`${claim} ${CUT}`);
      return { begun, before, go: () => told.resolve({ deliveredId: 'm1' }) };
    }

    test('records under its new number what it has sent, and goes on', async () => {
      const { begun, before, go } = await cut('');
      await expect.poll(claims, { timeout: 5000 }).not.toContain(before);
      await expect.poll(claims, { timeout: 5000 }).not.toContain(null);
      go();
      await expect
        .poll(outbox, { timeout: 2000 })
        .toMatchObject([
          { status: 'sent', delivered_id: 'm1' },
          { status: 'sent' },
          { status: 'sent' },
        ]);
      expect(begun).toHaveLength(3);
    });

    test('leaves the rest to a node that has taken it over', async () => {
      const other = new pg.Client({
        connectionString: database.url,
        application_name: 'other',
      });
      await other.connect();
      await other.query('SELECT pg_advisory_lock($1, 77)', [NODE_LOCK]);
      const { begun, go } = await cut('UPDATE outbox SET claimed_by = 77;');
      go();
      // What the platform took is on record, whoever has claimed it.
      await expect.poll(outbox, { timeout: 5000 }).toMatchObject([
        { status: 'sent', delivered_id: 'm1' },
        { status: 'pending', claimed_by: 77 },
        { status: 'pending', claimed_by: 77 },
      ]);
      await sleep(300);
      expect(begun).toHaveLength(1);
      await other.end();
      await vi.waitFor(() => expect(begun).toHaveLength(3), 5000);
    });
  });

  async function outbox(): Promise<unknown[]> {
    const { rows } = await database.pool.query(
      `SELECT status, attempts, delivered_id, claimed_by, reply IS NULL AND person IS NULL AS empty
         FROM outbox ORDER BY channel, id`,
    );
    return rows;
  }
});

test('a reply that one node still sends is not overtaken by another’s', async () => {
  const taken: Taken[] = [];
  const slow = await start({ taken, send: () => sleep(500, {}) });
  await slow.accept(message('ann', 'e1', 'one'));
  const replies = () => database.pool.query('SELECT status FROM outbox');
  await expect.poll(async () => (await replies()).rows).toEqual([{ status: 'pending' }]);
  // The slow node stays at its send but takes no more turns.
  const stopping = slow.stop();
  pipelines.shift();
  const quick = await start({ taken });
  await quick.accept(message('ann', 'e2', 'two'));
  await vi.waitFor(() => expect(taken).toHaveLength(2), 5000);
  expect(quick.textsFor('ann')).toEqual(['1: one', '2: two']);
  await stopping;
});

test('a node that stops gives back what it has not sent', async () => {
  const first = await start({ send: () => sleep(150, {}) });
  const all = ['a', 'b', 'c', 'd'];
  await Promise.all(all.map((text) => first.accept(message('ann', text, text))));
  await sleep(200);
  await first.stop();
  pipelines.shift();
  const sent = first.textsFor('ann');
  expect(sent.length).toBeLessThan(4);

  const second = await start();
  await vi.waitFor(() => expect(second.taken.length).toBe(4 - sent.length), 5000);
  expect([...sent, ...second.textsFor('ann')]).toEqual(['1: a', '2: b', '3: c', '4: d']);
});

test('only channels that a node serves are its business', async () => {
  const pipeline = await start();
  await pipeline.accept({ ...message('ann', 'e1', 'one'), channel: 'other' });
  await pipeline.accept(message('bob', 'e2', 'two'));
  await vi.waitFor(() => expect(pipeline.taken).toHaveLength(1), 5000);
  const { rows } = await database.pool.query(`SELECT status FROM inbox WHERE channel = 'other'`);
  expect(rows).toEqual([{ status: 'unread' }]);
});

test('the record holds what was said, masked, with events on the programme’s calendar day', async () => {
  const pipeline = await start();
  await pipeline.accept({ ...message('ann', 'e1', 'secret'), source: 'qr-7' });
  await pipeline.accept(message('ann', 'e2', 'link'));
  await vi.waitFor(() => expect(pipeline.taken).toHaveLength(2), 5000);
  expect(pipeline.textsFor('ann')).toEqual(['1: secret', '2: link']);

  const said = await database.pool.query(
    'SELECT direction, text, ending, understood IS NOT NULL AS understood FROM message ORDER BY seq',
  );
  expect(said.rows).toEqual([
    { direction: 'in', text: 'secret', ending: 'answered', understood: true },
    { direction: 'out', text: '1: ***', ending: null, understood: false },
    { direction: 'in', text: 'masked', ending: 'answered', understood: true },
    { direction: 'out', text: '2: link', ending: null, understood: false },
  ]);
  // 18:00 in Greenwich is one o'clock of the next day in Hải Phòng.
  const events = await database.pool.query(
    'SELECT day::text, type, channel, source, link FROM event ORDER BY id',
  );
  expect(events.rows).toEqual([
    { day: '2026-11-23', type: 'message', channel: 'test', source: 'qr-7', link: null },
    { day: '2026-11-23', type: 'message', channel: 'test', source: 'qr-7', link: null },
    { day: '2026-11-23', type: 'link-offered', channel: 'test', source: 'qr-7', link: 'site' },
  ]);
  const inbox = await database.pool.query('SELECT status, payload, person FROM inbox');
  expect(inbox.rows).toEqual(Array(2).fill({ status: 'done', payload: null, person: null }));
});

test.each([
  {
    mode: 'dedicated',
    told: ['1: x', '2: x', 'slower'],
    counted: ['answered', 'answered', 'refused'],
  },
  // People write here to staff: nothing of that was answered.
  { mode: 'shared', told: [], counted: [] },
] as const)('on a $mode channel, only what got a reply counts as answered', async (expected) => {
  const { mode, told, counted } = expected;
  const policy = {
    mode,
    isPublic: () => false,
    privately: '',
    opens: () => false,
    perMinute: 2,
    tooFast: 'slower',
    handedBack: '',
  };
  const pipeline = await start({ respond: withPolicies(echo, () => policy, new Set()) });
  for (let i = 1; i <= 6; i++) await pipeline.accept(message('ann', `e${i}`, 'x'));
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query(
      `SELECT count(*)::int FROM message WHERE direction = 'in'`,
    );
    expect(rows[0].count).toBe(6);
  }, 5000);
  await vi.waitFor(() => expect(pipeline.textsFor('ann')).toEqual(told), 5000);
  const { rows } = await database.pool.query('SELECT type, ending FROM event ORDER BY id');
  expect(rows).toEqual(counted.map((ending) => ({ type: 'message', ending })));
});
