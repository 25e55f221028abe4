import { describe, expect, test } from 'vitest';
import { createAssistant, type Response } from '../src/assistant.ts';
import { choiceValues } from '../src/engine/bot.ts';
import type { Facts } from '../src/engine/rule.ts';
import { outcomeId } from '../src/engine/rule.ts';
import { type ConversationState, newConversation } from '../src/engine/state.ts';
import { expectations } from '../src/engine/turn.ts';
import { loadBot } from '../src/load.ts';

const loaded = loadBot();
const { bot } = loaded;
const assistant = createAssistant(loaded);
const noon = (day: string) => new Date(`${day}T12:00:00+07:00`);
const NOW = noon('2026-11-22');
const AFTER = noon('2027-01-01');

/** Says or presses one thing after another, from the beginning; the last response. */
function talk(day: Date, ...messages: string[]): Response {
  let state = newConversation();
  let response: Response | undefined;
  for (const text of messages) {
    const tap = /^(flow|topic|group|a):/.test(text);
    response = assistant.respond(state, tap ? { tap: text } : { text }, day);
    ({ state } = response);
  }
  return response!;
}

const answerOf = (topic: string, day: Date) => talk(day, 'xin chào', `topic:${topic}`).replies[0]!;

describe('one question outside any conversation', () => {
  test('a question that is understood gets its approved answer, with its sources', () => {
    const asked = assistant.ask('id.vn là gì?', NOW);
    expect(asked).toMatchObject({ decision: 'answer', topic: 'id-vn-what' });
    expect(asked.candidates[0]).toMatchObject({
      topic: 'id-vn-what',
      title: bot.answers.get('id-vn-what')?.title,
    });
    expect(asked.sources).toContain('Kế hoạch của UBND thành phố, mục III.4');
    // In a conversation the same words are said, with the sources below them.
    expect(answerOf('id-vn-what', NOW).text.startsWith(`${asked.text}\n\nTheo `)).toBe(true);
  });

  test('two questions get both answers', () => {
    const asked = assistant.ask('biz.vn là gì? id.vn là gì?', NOW);
    expect(asked).toMatchObject({ decision: 'answer', topic: 'biz-vn-what' });
    expect(asked.also).toEqual([
      {
        topic: 'id-vn-what',
        text: assistant.ask('id.vn là gì?', NOW).text,
        sources: assistant.ask('id.vn là gì?', NOW).sources,
      },
    ]);
  });

  test('a doubtful question gets at most three candidates and no text', () => {
    const asked = assistant.ask('OTP', NOW);
    expect(asked.decision).toBe('choose');
    expect(asked.text).toBeUndefined();
    expect(asked.candidates.length).toBeGreaterThan(0);
    expect(asked.candidates.length).toBeLessThanOrEqual(3);
  });

  test('what is no question of the programme is not guessed at', () => {
    expect(assistant.ask('asdf qwer', NOW)).toEqual({
      decision: 'unknown',
      sources: [],
      candidates: [],
    });
  });

  test.each(['cảm ơn nhé', 'xin chào', 'menu', 'giúp'])('%s is small talk', (text) => {
    const asked = assistant.ask(text, NOW);
    expect(asked.decision).toBe('smalltalk');
    expect(asked.text).toMatch(/anh\/chị/i);
  });

  test('every topic is found by its own title', () => {
    const lost = [...bot.answers.values()].filter(({ title, topic }) => {
      const asked = assistant.ask(title, NOW);
      return asked.topic !== topic && !asked.candidates.some((one) => one.topic === topic);
    });
    expect(lost.map(({ topic }) => topic)).toEqual([]);
  });
});

describe('a decision in the words of the flow', () => {
  const born = (day: string): Facts => ({
    citizen: true,
    birthDate: { earliest: day, latest: day },
  });
  const founded = (day: string): Facts => ({
    kind: 'enterprise',
    establishedOn: { earliest: day, latest: day },
  });

  test.each<[string, Facts, string, string[]]>([
    ['id-vn', born('2006-03-05'), 'eligible', ['flow:id-vn', 'có', '5/3/2006']],
    ['id-vn', born('2008-12-10'), 'not-eligible.under-18', ['flow:id-vn', 'có', '10/12/2008']],
    ['id-vn', born('2003-11-21'), 'needs-confirmation.age-23', ['flow:id-vn', 'có', '21/11/2003']],
    ['id-vn', born('2001-01-01'), 'not-eligible.over-23', ['flow:id-vn', 'có', '1/1/2001']],
    ['id-vn', { citizen: false }, 'not-eligible.not-citizen', ['flow:id-vn', 'không']],
    ['biz-vn', founded('2026-03-15'), 'eligible', ['flow:biz-vn', 'công ty', '15/3/2026']],
    [
      'biz-vn',
      founded('2019-01-01'),
      'not-eligible.over-one-year',
      ['flow:biz-vn', 'công ty', '1/1/2019'],
    ],
    [
      'biz-vn',
      founded('2025-11-22'),
      'needs-confirmation.one-year-day',
      ['flow:biz-vn', 'công ty', '22/11/2025'],
    ],
    [
      'biz-vn',
      { kind: 'household', hasCertificate: false },
      'not-eligible.no-certificate',
      ['flow:biz-vn', 'hkd', 'chưa'],
    ],
    ['biz-vn', { kind: 'other' }, 'needs-confirmation.form-not-named', ['flow:biz-vn', 'htx']],
  ])('%s %j: %s', (rule, facts, outcome, messages) => {
    const { decision, explanation, sources } = assistant.decide(rule, facts, '2026-11-22');
    expect(outcomeId(decision)).toBe(outcome);
    const said = talk(NOW, ...messages).replies.map(({ text }) => text);
    expect(explanation).not.toBe('');
    expect(said.some((text) => text.startsWith(`${explanation}\n\nTheo `))).toBe(true);
    expect(sources.length).toBeGreaterThan(0);
    expect(new Set(sources).size).toBe(sources.length);
    expect(sources.join()).not.toMatch(/\b(plan|tt64|nd147)\b/);
  });

  test.each(['id-vn', 'biz-vn'])('%s after the last day', (rule) => {
    const { decision, explanation } = assistant.decide(rule, { citizen: true }, '2027-01-01');
    expect(outcomeId(decision)).toBe('not-eligible.programme-ended');
    const [, ended] = talk(AFTER, `flow:${rule}`).replies;
    expect(ended?.text.startsWith(`${explanation}\n\nTheo `)).toBe(true);
  });

  test('a rule that does not exist is an error of the caller', () => {
    expect(() => assistant.decide('id', {}, '2026-11-22')).toThrow('no rule "id"');
  });
});

describe('after the last day nothing is offered free of charge any more', () => {
  const topics = [...bot.answers.values()];

  test.each(topics.map(({ topic }) => topic))('the answer %s', (topic) => {
    const { timeless = false } = bot.answers.get(topic)!;
    const before = answerOf(topic, NOW).text;
    const after = answerOf(topic, AFTER).text;
    // The last day itself still counts.
    expect(answerOf(topic, noon('2026-12-31')).text).toBe(before);
    if (timeless) expect(after).toBe(before);
    else expect(after).not.toBe(before);
    if (after.includes('đến hết ngày 31/12/2026')) expect(after).toMatch(/đã qua|đã hết/);
  });

  /** Every way through a flow: each choice at each question, a day and a place where they are asked. */
  function ways(flow: string, day: Date): Response[] {
    const all: Response[] = [];
    const go = (
      state: ConversationState,
      message: { tap: string } | { text: string },
      depth: number,
    ) => {
      const response = assistant.respond(state, message, day);
      all.push(response);
      const ask = expectations(bot, response.state, day).asks.find(({ pending }) => pending);
      if (ask === undefined || depth > 8) return;
      const [name = '', step = ''] = ask.ask.split('/');
      const question = bot.flows.get(name)!.steps.get(step)!;
      const values = question.kind === 'ask' ? choiceValues(question) : [];
      for (const value of values) go(response.state, { tap: `a:${ask.ask}=${value}` }, depth + 1);
      if (ask.type === 'date') {
        const days = ask.about === 'birth' ? ['5/3/2006', '21/11/2003'] : ['15/3/2026', '1/1/2019'];
        for (const text of days) go(response.state, { text }, depth + 1);
      }
      if (ask.type === 'place') go(response.state, { text: 'phường Lê Chân' }, depth + 1);
    };
    go(newConversation(), { tap: `flow:${flow}` }, 0);
    return all;
  }

  const links = (flow: string, day: Date) =>
    ways(flow, day).flatMap(({ replies }) => replies.flatMap(({ link }) => link?.name ?? []));

  test.each([...bot.flows.keys()])('the flow %s offers no registration link', (flow) => {
    expect(links(flow, AFTER)).toEqual([]);
  });

  test('until then five flows offer it', () => {
    const offering = [...bot.flows.keys()].filter((flow) =>
      links(flow, noon('2026-12-31')).includes('registration'),
    );
    expect(offering.sort()).toEqual(['biz-vn', 'check', 'id-vn', 'link', 'register']);
  });

  test.each(['id.vn là gì?', 'bao giờ hết hạn đăng ký?'])('nor does the API: %s', (text) => {
    const before = assistant.ask(text, NOW);
    const after = assistant.ask(text, AFTER);
    expect(after.topic).toBe(before.topic);
    expect(after.text).not.toBe(before.text);
    expect(after.text).toContain('đã hết');
  });
});
