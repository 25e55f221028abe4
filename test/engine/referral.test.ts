import { describe, expect, test } from 'vitest';
import { newConversation } from '../../src/engine/state.ts';
import { turn } from '../../src/engine/turn.ts';
import { mistakes, smallBot, understood } from './small-bot.ts';

const REFERRALS = `referrals:
  land: { title: Land, words: [deed], text: 'Ask the land office, {you}.' }
`;
const bot = smallBot({ 'language/referrals.yaml': REFERRALS });
const now = new Date('2026-11-22T05:00:00Z');
const say = (given: Parameters<typeof understood>[0]) =>
  turn(bot, { ...newConversation(), greeted: true }, understood(given), now);

describe('a question about another public service', () => {
  test('is told who serves it, and is no failure to understand', () => {
    const { replies, ending, events } = say({ text: 'deed', referral: 'land' });
    expect(replies.map(({ text }) => text)).toEqual(['Ask the land office, you.']);
    expect(replies[0]!.buttons.length).toBeGreaterThan(0);
    expect(ending).toBe('answered');
    expect(events).toEqual([]);
  });

  test('of which nothing is known is not understood', () => {
    expect(say({ text: 'x', referral: 'sea' }).ending).toBe('not-understood');
    const without = smallBot();
    expect(without.referrals.size).toBe(0);
  });

  test('a topic goes first', () => {
    const topics = {
      zone: 'answer' as const,
      candidates: [{ topic: 'thing', score: 1 }],
      also: [],
    };
    const [reply] = say({ text: 'deed', referral: 'land', topics }).replies;
    expect(reply!.text).toContain('A thing is a thing.');
  });
});

test('another language is answered with what the assistant is for', () => {
  const { replies, ending } = say({ text: 'what is this', foreign: true });
  expect(replies.map(({ text }) => text)).toEqual(['otherLanguage']);
  expect(ending).toBe('answered');
});

test('a mistake in the file is told with its place', () => {
  const broken = REFERRALS.replace('{you}', '{nobody}');
  const found = mistakes({ 'language/referrals.yaml': broken });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('language/referrals.yaml:2');
  expect(found[0]).toContain('{nobody}');
});
