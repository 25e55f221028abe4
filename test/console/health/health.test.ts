import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { SendError } from '../../../src/channels/send.ts';
import type * as contract from '../../../src/console/contract/health.ts';
import { failedProjection } from '../../../src/console/health/failed.ts';
import { healthProjection } from '../../../src/console/health/watch.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { bot, type Office, openOffice } from '../conversations/office.ts';

let office: Office;
let refuse: Error | undefined;
const sent: string[] = [];
beforeEach(async () => {
  refuse = undefined;
  sent.length = 0;
  office = await openOffice(async (_, person, { text }) => {
    if (refuse !== undefined) throw refuse;
    sent.push(`${person}: ${text}`);
    return {};
  });
});
afterEach(() => office.close());

type Health = z.infer<typeof contract.health.answer>;

async function health(): Promise<Health> {
  const { status, body } = await office.get('/health');
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function channel(name: string): Promise<Health['channels'][number]> {
  return (await health()).channels.find((one) => one.channel === name)!;
}

async function failed(query = ''): Promise<contract.FailedItem[]> {
  const { status, body } = await office.get(`/failed?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

/** What failed is dated by the database, whose clock is not that of the tests. */
async function databaseTime(): Promise<number> {
  const { rows } = await office.database.pool.query<{ now: Date }>('SELECT now()');
  return rows[0]!.now.getTime();
}

/** Has the office's clock show the database's time. */
async function atDatabaseTime(): Promise<void> {
  office.clock.now = new Date(await databaseTime());
}

/** A channel could not receive just now. */
async function trouble(name: string, problem: string): Promise<void> {
  await office.database.pool.query(
    'INSERT INTO channel_trouble (channel, problem) VALUES ($1, $2)',
    [name, problem],
  );
}

describe('health', () => {
  test('tells of each channel whether it is on and when it last lived', async () => {
    expect(await channel('web')).toMatchObject({
      configured: true,
      mode: 'dedicated',
      lastReceived: null,
      lastSent: null,
      errors: [],
    });
    const began = await databaseTime();
    await office.talk('ann', ['xin chào']);
    const web = await channel('web');
    expect(Date.parse(web.lastReceived!)).toBeGreaterThan(began - 5000);
    expect(Date.parse(web.lastSent!)).toBeGreaterThan(began - 5000);
    expect(await channel('telegram')).toMatchObject({ configured: true, mode: 'shared' });
    expect(await channel('zalo')).toMatchObject({ configured: false, lastReceived: null });
    expect((await health()).channels.map((one) => one.channel)).not.toContain('terminal');
  });

  test('tells of each channel that cannot receive why, and since when', async () => {
    const began = await databaseTime();
    await trouble('telegram', 'refused: account 7100000000000000042');
    await trouble('zalo', 'left from when it was on');
    const { trouble: found } = await channel('telegram');
    expect(found).toEqual({ problem: 'refused: account •••••', since: expect.any(String) });
    expect(Date.parse(found!.since)).toBeGreaterThan(began - 5000);
    expect((await channel('zalo')).trouble).toBeNull();
    expect((await channel('web')).trouble).toBeNull();
    // It was not so bad: a webhook that was set before still brings messages.
    await office.talk('ann', ['xin chào'], 'telegram');
    expect((await channel('telegram')).trouble).toBeNull();
  });

  test('tells how much officers do not see yet', async () => {
    const waiting = async () =>
      Object.fromEntries((await health()).lag.map(({ name, waiting }) => [name, waiting > 0]));
    const NONE = { statistics: false, conversations: false, misunderstood: false };
    expect(await waiting()).toEqual(NONE);
    await office.talk('ann', ['xin chào']);
    expect(await waiting()).toEqual({ statistics: true, conversations: true, misunderstood: true });
    await office.catchUp();
    expect(await waiting()).toEqual({ ...NONE, statistics: true });
    await readEvents(office.database.pool);
    expect(await waiting()).toEqual(NONE);
  });

  test('its page is told of changes, and of nothing else', async () => {
    const watch = healthProjection(office.database.pool, 0);
    expect(await watch.catchUp()).toBe(true);
    expect(await watch.catchUp()).toBe(false);
    await office.talk('ann', ['xin chào']);
    expect(await watch.catchUp()).toBe(true);
    expect(await watch.catchUp()).toBe(false);
    await office.database.pool.query(`UPDATE outbox SET status = 'failed'`);
    expect(await watch.catchUp()).toBe(true);
    await office.database.pool.query(`UPDATE switch SET is_on = NOT is_on`);
    expect(await watch.catchUp()).toBe(true);
    await trouble('telegram', 'away');
    expect(await watch.catchUp()).toBe(true);
    // It is tried again and again.
    await office.database.pool.query('UPDATE channel_trouble SET at = now()');
    expect(await watch.catchUp()).toBe(false);
    await office.database.pool.query('DELETE FROM channel_trouble');
    expect(await watch.catchUp()).toBe(true);
    expect(await watch.catchUp()).toBe(false);
  });

  test('remembers a channel that has been quiet for long, by its conversations', async () => {
    await office.talk('ann', ['xin chào'], 'telegram');
    await office.catchUp();
    const { pool } = office.database;
    await pool.query('DELETE FROM inbox');
    await pool.query(
      `INSERT INTO outbox (conversation_id, seq, channel, status)
       SELECT gen_random_uuid(), n, 'web', 'sent' FROM generate_series(1, 2500) AS n`,
    );
    const { lastReceived, lastSent } = await channel('telegram');
    expect(lastReceived).toBe('2026-11-22T02:00:00.000Z');
    expect(lastSent).not.toBeNull();
  });

  test('tells errors by what helps, and what waits since when', async () => {
    // Not before an hour; but nobody tries again.
    const options = { kind: 'needs-an-operator', afterMs: 3_600_000 } as const;
    refuse = new SendError('the account’s package ran out', options);
    await office.talk('ann', ['xin chào'], 'telegram');
    refuse = new Error('the platform is away');
    await office.talk('bob', ['xin chào'], 'telegram');
    await atDatabaseTime();
    const { errors } = await channel('telegram');
    expect(errors).toHaveLength(2);
    expect(errors).toContainEqual({
      failure: 'needs-an-operator',
      count: expect.any(Number),
      lastAt: expect.any(String),
      error: 'needs-an-operator: SendError: the account’s package ran out',
    });
    expect(errors.map(({ failure }) => failure)).toContain('other');
    for (const { lastAt } of errors) {
      expect(Date.parse(lastAt)).toBeLessThanOrEqual(await databaseTime());
    }

    await office.database.pool.query(
      `INSERT INTO inbox (channel, event_id, conversation_id, received_at)
       VALUES ('elsewhere', 'w', gen_random_uuid(), '2026-11-20T00:00:00Z')`,
    );
    const { inbox, outbox, failed: counted } = await health();
    expect(inbox).toEqual({ depth: 1, oldestAt: '2026-11-20T00:00:00.000Z' });
    expect(outbox).toEqual({ depth: 0, oldestAt: null });
    expect(counted.replies).toBeGreaterThanOrEqual(2);
    office.clock.now = new Date((await databaseTime()) + 25 * 3_600_000);
    expect((await channel('telegram')).errors).toEqual([]);
  });

  test('a reply failed when it was given up, a day after it was written', async () => {
    refuse = new Error('away');
    await office.talk('ann', ['xin chào']);
    await office.database.pool.query(
      `UPDATE outbox SET created_at = now() - interval '25 hours', error = 'waited too long'`,
    );
    await atDatabaseTime();
    const lately = office.clock.now.getTime() - 60_000;
    const { errors } = await channel('web');
    expect(errors).toMatchObject([{ failure: 'waited-too-long' }]);
    expect(Date.parse(errors[0]!.lastAt)).toBeGreaterThan(lately);
    expect(Date.parse((await failed())[0]!.at)).toBeGreaterThan(lately);
    // And is kept for seven days from then on.
    const later = new Date(lately + 6.5 * 86_400_000);
    expect(await failedProjection(office.database.pool, () => later).catchUp()).toBe(false);
  });

  test('knows the nodes, the database and the model', async () => {
    const { nodes, database, model } = await health();
    expect(nodes).toHaveLength(1);
    expect(database.version).toMatch(/^\d+/);
    expect(model).toEqual({ state: 'none', name: null, calls: [] });
  });

  test('names the settings that are empty, and what is not said because of them', async () => {
    const { empty } = await health();
    const phone = empty.find(({ setting }) => setting === 'contact.phone');
    expect(phone !== undefined).toBe(bot.programme.contact.phone === null);
    expect(phone!.hides).toContainEqual(expect.objectContaining({ kind: 'answer' }));
    expect(phone!.hides.map(({ id }) => id)).toContain('human/request');
    const plan = empty.find(({ setting }) => setting === 'sources.plan');
    expect(plan !== undefined).toBe(!/\d/.test(bot.programme.sources.plan!));
  });

  test('is not for viewers', async () => {
    expect((await office.get('/health', 'viewer')).status).toBe(403);
    expect((await office.get('/failed', 'viewer')).status).toBe(403);
  });
});

describe('what failed', () => {
  beforeEach(atDatabaseTime);

  test('a reply is sent after all when someone tries again', async () => {
    refuse = new SendError('the token has expired', { kind: 'needs-an-operator' });
    const id = await office.talk('ann', ['xin chào']);
    const items = await failed();
    expect(items[0]).toMatchObject({
      kind: 'reply',
      channel: 'web',
      conversationId: id,
      failure: 'needs-an-operator',
      retryable: true,
    });
    refuse = undefined;
    const path = `/failed/reply/${items[0]!.id}/retry`;
    expect((await office.post(path, 'content-officer')).status).toBe(403);
    expect((await office.post(path, 'support-officer')).body).toEqual({ done: true });
    await vi.waitFor(() => expect(sent).toHaveLength(1), 5000);
    expect(office.audited.at(-1)).toMatchObject({
      action: 'retried',
      about: `${id} reply=${items[0]!.id}`,
    });
    await vi.waitFor(async () => {
      const ids = (await failed()).map((item) => item.id);
      expect(ids).not.toContain(items[0]!.id);
    }, 5000);
    expect((await office.post(path)).status).toBe(404);
  });

  test('one that its person refused is not kept, and told of for a day', async () => {
    refuse = new SendError('blocked', { kind: 'permanent-for-this-person' });
    await office.talk('ann', ['xin chào']);
    const [item] = await failed();
    expect(item).toMatchObject({ failure: 'permanent-for-this-person', retryable: false });
    expect((await office.post(`/failed/reply/${item!.id}/retry`)).status).toBe(404);
    expect((await health()).failed.replies).toBeGreaterThan(0);
    office.clock.now = new Date((await databaseTime()) + 25 * 3_600_000);
    expect(await failed()).toEqual([]);
    expect((await health()).failed).toEqual({ messages: 0, replies: 0 });
  });

  test('however many refused lately, what can be tried again is listed and counted', async () => {
    refuse = new Error('away');
    const id = await office.talk('ann', ['xin chào']);
    const kept = (await failed()).length;
    await office.database.pool.query(
      `INSERT INTO outbox (conversation_id, seq, channel, status, error)
       SELECT gen_random_uuid(), n, 'web', 'failed', 'permanent-for-this-person: blocked'
         FROM generate_series(1, 120) AS n`,
    );
    const items = await failed();
    expect(items).toHaveLength(100);
    expect(items.filter(({ retryable }) => retryable)).toHaveLength(kept);
    expect((await health()).failed.replies).toBe(120 + kept);
    office.clock.now = new Date((await databaseTime()) + 2 * 86_400_000);
    expect((await failed()).map(({ conversationId }) => conversationId)).toEqual(
      Array.from({ length: kept }, () => id),
    );
    expect((await health()).failed.replies).toBe(kept);
  });

  test('a message is answered after all', async () => {
    const id = await office.talk('ann', ['xin chào']);
    const { pool } = office.database;
    const { rows } = await pool.query(
      `INSERT INTO inbox (channel, event_id, conversation_id, person, payload, status, attempts, error)
       VALUES ('web', 'late', $1, 'ann', '{"at":"2026-11-22T02:00:00Z","text":"Tên miền id.vn là gì?"}',
               'failed', 3, 'TypeError: x')
       RETURNING id`,
      [id],
    );
    const [item] = await failed('channel=web');
    expect(item).toMatchObject({ kind: 'message', failure: 'our-fault', retryable: true });
    expect(await failed('channel=telegram')).toEqual([]);
    const before = sent.length;
    expect((await office.post(`/failed/message/${rows[0].id}/retry`)).status).toBe(200);
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(before), 5000);
    const done = await pool.query(`SELECT status, payload FROM inbox WHERE event_id = 'late'`);
    expect(done.rows).toEqual([{ status: 'done', payload: null }]);
  });

  test('is emptied after seven days, and listed no more', async () => {
    refuse = new Error('away');
    await office.talk('ann', ['xin chào']);
    const failedAt = await databaseTime();
    let now = new Date(failedAt + 6.9 * 86_400_000);
    const projection = failedProjection(office.database.pool, () => now);
    expect(await projection.catchUp()).toBe(false);
    expect((await failed())[0]?.retryable).toBe(true);
    now = new Date(failedAt + 7.1 * 86_400_000);
    expect(await projection.catchUp()).toBe(true);
    office.clock.now = now;
    expect(await failed()).toEqual([]);
    const { rows } = await office.database.pool.query(
      'SELECT count(*)::int AS kept FROM outbox WHERE reply IS NOT NULL OR person IS NOT NULL',
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });

  test('of a person who was erased is not kept', async () => {
    refuse = new Error('away');
    await office.talk('ann', ['xin chào', 'xóa dữ liệu của tôi', 'có']);
    await vi.waitFor(async () => {
      const { rows } = await office.database.pool.query(`SELECT status, reply, person FROM outbox`);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toEqual({ status: 'failed', reply: null, person: null });
    }, 5000);
  });
});
