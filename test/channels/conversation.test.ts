import { describe, expect, test } from 'vitest';
import { citizen } from './citizen.ts';
import { PLATFORMS } from './platforms.ts';
import { reachOn } from './reached.ts';

// One service with every channel on. The same person writes on each of them, from its webhook (or
// socket, or page) to its outgoing requests, and what becomes of it must be the same.

const SOURCE = 'HP-7K2Q';

const { platform, reached } = reachOn(PLATFORMS.map(([name]) => name));

async function conversation(channel: string, person: string) {
  const { rows } = await reached().database.pool.query<{
    id: string;
    state: object;
    source: string;
  }>('SELECT id, state, source FROM conversation WHERE channel = $1 AND person = $2', [
    channel,
    person,
  ]);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

/** What is counted of a conversation, in order; a line each. */
async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await reached().database.pool.query<Record<string, string | null>>(
    `SELECT type, source, topic, flow, rule, outcome, reason, link
       FROM event WHERE conversation_id = $1 ORDER BY id`,
    [id],
  );
  return rows.map(({ type, source, ...rest }) => {
    expect(source).toBe(SOURCE);
    return [type, ...Object.values(rest).filter((value) => value !== null)].join(' ');
  });
}

async function open(link: string): Promise<string | null> {
  const headers = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile Safari' };
  const { url: here, publicUrl } = reached();
  const url = link.replace(publicUrl, here);
  const response = await fetch(url, { redirect: 'manual', headers });
  expect(response.status).toBe(302);
  return response.headers.get('location');
}

/** What is counted of the person below. */
const EVENTS = [
  ...['message', 'started', 'flow-started welcome', 'ended welcome'],
  ...['message', 'topic-answered free-really'],
  ...['message', 'flow-started menu', 'ended menu'],
  ...['message', 'flow-started id-vn'],
  'message',
  ...['message', 'topic-answered extension-2027'],
  ...['message', 'decided id-vn id-vn not-eligible over-23', 'ended id-vn'],
  ...['message', 'decided id-vn id-vn eligible', 'link-offered registration', 'ended id-vn'],
  'link-opened registration',
];

/** Where they stand then, the birth date forgotten. */
const STATE = {
  greeted: true,
  misses: 0,
  source: SOURCE,
  run: {
    flow: 'id-vn',
    answers: [{ ask: 'id-vn/citizen', value: true }],
    ended: true,
    trail: expect.arrayContaining(['id-vn/decide:eligible', 'id-vn/eligible']),
  },
  offered: ['topic:id-vn-how', 'topic:id-vn-documents', 'topic:domain-naming'].map((payload) => ({
    label: expect.any(String),
    payload,
  })),
};

describe.concurrent.each(PLATFORMS)('on %s', (channel) => {
  test('a person ends in the same decision', { timeout: 120_000 }, async ({ onTestFinished }) => {
    const hands = await platform(channel).someone(reached());
    onTestFinished(() => hands.leave?.());
    const someone = citizen(hands);

    await someone.arrive(SOURCE);
    await someone.hears('Đây là trợ lý tự động');
    await someone.say('Có miễn phí thật không?');
    await someone.hears('Miễn phí thật', 'Theo Kế hoạch của UBND thành phố');
    await someone.say('menu');
    await someone.hears('muốn làm gì?');

    await someone.choose('Kiểm tra id.vn');
    await someone.hears('có phải là công dân Việt Nam không?');
    await someone.choose('Có');
    await someone.hears('sinh ngày nào?');
    await someone.say('Sang năm 2027 có còn miễn phí không?');
    await someone.hears('gia hạn sang năm 2027', 'sinh ngày nào?');
    await someone.say('em sinh năm 1990');
    await someone.hears('không thuộc diện miễn phí id.vn');
    await someone.say('à nhầm, em sinh 2005');
    await someone.hears('thuộc diện được dùng id.vn miễn phí 2 năm', 'hiendienonline.tenmien.vn');
    expect(await open(await someone.link())).toBe('https://hiendienonline.tenmien.vn');

    const { id, state } = await conversation(channel, hands.person);
    expect(await eventsOf(id)).toEqual(EVENTS);
    expect(state).toMatchObject(STATE);

    await someone.say('xóa dữ liệu của tôi');
    await someone.hears('có muốn xóa không?');
    await someone.choose('Xóa');
    await someone.hears('đã xóa tin nhắn và câu trả lời');
    const kept = await reached().database.pool.query(
      'SELECT FROM message WHERE conversation_id = $1',
      [id],
    );
    expect(kept.rowCount).toBe(0);
    expect(await conversation(channel, `erased:${id}`)).toMatchObject({ id });
  });
});
