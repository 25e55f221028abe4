import { describe, test, vi } from 'vitest';
import { citizen } from './citizen.ts';
import { reachOn } from './reached.ts';

// One service with every platform that has webhooks. While a person writes, it is slow, refuses, brings
// messages twice and in disorder, and believes our credentials no more: nothing is lost and nothing
// doubled, and what could not be said is on record.

const NAMES = ['telegram', 'zalo', 'zalo-bot', 'messenger', 'bot-service'];

const { platform, reached } = reachOn(NAMES);

const PATIENCE = { timeout: 30_000, interval: 50 };

describe.concurrent.each(NAMES)('on %s', (channel) => {
  test('a conversation goes on', { timeout: 120_000 }, async ({ expect }) => {
    const { someone, trouble } = platform(channel);
    const hands = await someone(reached());
    const { slow, refuse, expire, revive, renewals } = trouble!(reached());
    const lan = citizen(hands);
    const times = (text: string) =>
      hands.shown().filter((message) => message.text.includes(text)).length;

    await lan.arrive('HP-7K2Q');
    await lan.hears('Đây là trợ lý tự động');
    slow(2000);
    await lan.say('Có miễn phí thật không?');
    await lan.hears('Miễn phí thật');

    refuse();
    const began = performance.now();
    await lan.say('biz.vn là gì?');
    await lan.hears('biz.vn');
    expect(performance.now() - began).toBeGreaterThan(1900);

    const older = hands.sent!('kiểm tra id.vn');
    const newer = hands.sent!('menu');
    for (const deliver of [newer, older, newer, older]) await deliver();
    const asked = 'có phải là công dân Việt Nam không?';
    await vi.waitFor(() => {
      expect([times('muốn làm gì?'), times(asked)]).toEqual([1, 1]);
    }, PATIENCE);

    await expire();
    await lan.say('có');
    if (revive === undefined) await lan.hears('sinh ngày nào?');
    const failed = async () => {
      const { rows } = await reached().database.pool.query<{ error: string }>(
        `SELECT o.error FROM outbox o JOIN conversation c ON c.id = o.conversation_id
          WHERE c.channel = $1 AND o.status = 'failed'`,
        [channel],
      );
      return rows.map(({ error }) => error);
    };
    const wanted = revive === undefined ? [] : [expect.stringContaining('needs-an-operator')];
    await vi.waitFor(async () => expect(await failed()).toEqual(wanted), PATIENCE);

    // What was answered counts, even where the next question was not heard.
    revive?.();
    await lan.say('em sinh 2005');
    await lan.hears('thuộc diện được dùng id.vn miễn phí 2 năm');
    const texts = hands.shown().map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(renewals?.()).toBe(revive === undefined ? 1 : undefined);
    expect(times('sinh ngày nào?')).toBe(revive === undefined ? 1 : 0);
  });
});
