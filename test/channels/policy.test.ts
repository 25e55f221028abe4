import { describe, expect, test } from 'vitest';
import type { Inbound } from '../../src/channels/inbound.ts';
import { createPolicies, speaks } from '../../src/channels/policy.ts';
import { type ConversationState, newConversation } from '../../src/engine/state.ts';
import { NOTHING_UNDERSTOOD, type Understood } from '../../src/engine/understood.ts';
import { loadChannelWords } from '../../src/load.ts';

const policyOf = createPolicies({ shared: ['zalo'], messagesPerMinute: 30 }, loadChannelWords());
const AT = new Date('2026-11-22T05:00:00Z');
const hoursAgo = (hours: number) => new Date(AT.getTime() - hours * 3_600_000).toISOString();

const run = {
  flow: 'id-vn',
  answers: [],
  trail: [],
  waiting: 'id-vn/birth',
  ended: false,
  paused: false,
};
const answer = { ask: 'id-vn/birth', value: true, whole: true, named: false };

function says(
  channel: string,
  message: Partial<Inbound>,
  given: { state?: Partial<ConversationState>; understood?: Partial<Understood> } = {},
): boolean {
  return speaks(
    policyOf(channel),
    { ...newConversation(), ...given.state },
    { ...NOTHING_UNDERSTOOD, ...given.understood },
    { channel, person: 'p', eventId: 'e', at: AT, ...message },
  );
}

test('on a channel of its own it always speaks', () => {
  expect(says('telegram', { text: 'bao giờ thu rác' })).toBe(true);
  expect(says('telegram', { attachment: { kind: 'image' } })).toBe(true);
});

describe('on a shared channel it speaks', () => {
  test.each([
    'id.vn',
    'Em muốn đăng ký ID.VN ạ',
    'biz vn la gi',
    'cho hỏi tên miền',
    'ten mien mien phi',
    'ai đi chấm vi en',
    'vào trang hiendienonline.tenmien.vn bị lỗi',
    'nguyenvana.id.vn của em bị lỗi',
    'HP-7K2Q',
    'mã hp-7k2q',
  ])('to %s', (text) => {
    expect(says('zalo', { text })).toBe(true);
  });

  test('to its buttons and menu entries', () => {
    expect(says('zalo', { tap: 'flow:menu' })).toBe(true);
  });

  test('to who came by a source', () => {
    expect(says('zalo', { text: 'xin chào', source: 'fair' })).toBe(true);
  });

  test('to a question that is surely one of its topics', () => {
    const topics = (zone: Understood['topics']['zone']) => ({
      understood: { topics: { zone, candidates: [{ topic: 'cost', score: 0.9 }], also: [] } },
    });
    expect(says('zalo', { text: 'có mất tiền không' }, topics('answer'))).toBe(true);
    expect(says('zalo', { text: 'có mất tiền không' }, topics('choose'))).toBe(false);
  });

  test('within a conversation that was begun so, for a day', () => {
    const begun = (hours: number) => ({ state: { spokeAt: hoursAgo(hours) } });
    expect(says('zalo', { text: 'thế à' }, begun(23))).toBe(true);
    expect(says('zalo', { text: 'thế à' }, begun(25))).toBe(false);
  });

  test('after that still to a command and to an answer to its question', () => {
    const state = { spokeAt: hoursAgo(100), run };
    const command = (name: Understood['command'] & string) => ({
      state,
      understood: { command: name },
    });
    expect(says('zalo', { text: 'a' }, command('delete-my-data'))).toBe(true);
    expect(says('zalo', { text: 'a' }, command('human'))).toBe(false);
    expect(says('zalo', { text: 'a' }, { state, understood: { readings: [answer] } })).toBe(true);
    const within = { ...answer, whole: false };
    expect(says('zalo', { text: 'a' }, { state, understood: { readings: [within] } })).toBe(false);
    const ended = { ...state, run: { ...run, ended: true } };
    const late = { state: ended, understood: { readings: [answer] } };
    expect(says('zalo', { text: 'a' }, late)).toBe(false);
  });
});

describe('on a shared channel it is silent', () => {
  test.each([
    'bao giờ thu rác ở phường Lê Chân',
    'thủ tục sang tên sổ đỏ',
    'alo',
    'gặp cán bộ',
    'bắt đầu',
    'tên tôi là Miền',
    'kênh .vnexpress',
    'trang android.vn',
    'HP-7K2Q-9',
  ])('to %s', (text) => {
    expect(says('zalo', { text })).toBe(false);
  });

  test('to pictures and to commands of people it never spoke with', () => {
    expect(says('zalo', { attachment: { kind: 'image' } })).toBe(false);
    expect(says('zalo', { text: 'menu' }, { understood: { command: 'menu' } })).toBe(false);
  });
});

describe('while an officer writes with the person', () => {
  const state = (hours: number) => ({ state: { handover: { since: hoursAgo(hours) } } });

  test.each(['zalo', 'telegram'])('it is silent on %s, whatever is said', (channel) => {
    expect(says(channel, { text: 'id.vn' }, state(1))).toBe(false);
    expect(says(channel, { tap: 'flow:menu' }, state(23))).toBe(false);
  });

  test('a day after their last word it speaks again', () => {
    expect(says('telegram', { text: 'id.vn' }, state(25))).toBe(true);
  });
});
