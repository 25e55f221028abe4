import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadBot } from '../../src/load.ts';
import { parseNegatives } from '../../src/understanding/understand.ts';
import { ours } from '../understanding/evaluation/contenders.ts';
import { measure, outcomesOf } from '../understanding/evaluation/measure.ts';
import { plain, readMessages } from '../understanding/evaluation/message.ts';

const { bot, understand } = loadBot();
const negatives = parseNegatives(
  readFileSync(new URL('../../flows/language/negatives.yaml', import.meta.url), 'utf8'),
);
const phrasings = new Map(
  [...bot.answers.values()].flatMap(({ topic, phrasings }) =>
    phrasings.map((text) => [plain(text), topic] as const),
  ),
);

describe('what the understanding learns from', () => {
  test('there are at least 15 phrasings of every topic, and 300 negatives', () => {
    for (const { topic, phrasings } of bot.answers.values())
      expect(phrasings.length, topic).toBeGreaterThanOrEqual(15);
    expect(negatives.flatMap(({ phrasings }) => phrasings).length).toBeGreaterThanOrEqual(300);
  });

  test('no negative is a phrasing, and none stands there twice', () => {
    const texts = negatives.flatMap(({ phrasings }) => phrasings).filter((text) => plain(text));
    expect(texts.filter((text) => phrasings.has(plain(text)))).toEqual([]);
    const all = texts.map(plain);
    expect(all.filter((text, i) => all.indexOf(text) !== i)).toEqual([]);
  });

  test('every referral leads to words', () => {
    const known = [...bot.referrals.keys()];
    for (const { referral, title } of negatives)
      if (referral !== undefined) expect(known, title).toContain(referral);
  });

  // Two people may put a short question in the same words; more than that would be copying. Only
  // counted, so that a failure shows no message of the part that is only scored.
  test('hardly a message of the evaluation set is among it', () => {
    const learned = new Set([
      ...phrasings.keys(),
      ...negatives.flatMap(({ phrasings }) => phrasings.map(plain)),
    ]);
    const messages = [...readMessages('open'), ...readMessages('scored')];
    const many = messages.filter(({ text }) => plain(text).split(' ').length > 2);
    const same = many.filter(({ text }) => learned.has(plain(text)));
    expect(same.length).toBeLessThanOrEqual(messages.length * 0.01);
  });
});

// On some channels choices are numbers and words; phrasings are the people's own.
test('nobody is told to press a button', () => {
  const answers = [...bot.answers.values()].map(({ phrasings, ...said }) => said);
  const said = JSON.stringify([bot.messages, bot.flows, answers], (_, value) =>
    value instanceof Map ? [...value.values()] : value,
  );
  expect(said).toContain('muốn làm gì?');
  expect(said.match(/.{0,40}(bấm nút|bấm “).{0,40}/giu) ?? []).toEqual([]);
});

test('on the open part of the evaluation set it stays good', async () => {
  const messages = readMessages('open');
  const outcomes = await outcomesOf(ours(understand, new Date('2026-11-22T05:00:00Z')), messages);
  const measured = measure('open', outcomes);
  expect(measured.falseAnswers).toBeLessThanOrEqual(0.04);
  expect(measured.refusals).toBeLessThanOrEqual(0.05);
  for (const kind of ['marks', 'no-marks', 'teencode', 'typo'])
    expect(measured.byKind[kind]!.top1, kind).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ['làm hộ chiếu cho con ở đâu', 'cong-an'],
  ['thu tuc lam so do', 'dich-vu-cong'],
  ['bhyt hết hạn gia hạn sao', 'bao-hiem'],
])('"%s" is referred: %s', (text, key) => {
  const { topics, referral } = understand({ text }, { asks: [], offered: [] }, new Date());
  expect([topics.zone, referral]).toEqual(['none', key]);
});
