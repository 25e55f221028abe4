import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAssistant, type Message } from '../../src/assistant.ts';
import { ENDINGS } from '../../src/engine/event.ts';
import { type ConversationState, newConversation } from '../../src/engine/state.ts';
import { dayOf, turn } from '../../src/engine/turn.ts';
import { loadBot } from '../../src/load.ts';
import { PAINT_FILES } from './colour-flow.ts';
import { deepFreeze, smallBot, understood } from './small-bot.ts';

const NOON = new Date('2026-11-22T12:00:00+07:00');

test('the day is that of the programme, wherever the clock stands', () => {
  const bot = smallBot();
  expect(dayOf(bot, new Date('2026-12-31T16:59:59Z'))).toBe('2026-12-31');
  expect(dayOf(bot, new Date('2026-12-31T17:00:00Z'))).toBe('2027-01-01');
});

describe('a turn is pure', () => {
  const bot = deepFreeze(smallBot(PAINT_FILES));

  test('the same state, message and instant give the same result, and nothing given is changed', () => {
    const state = deepFreeze(
      turn(bot, newConversation(), understood({ tap: 'flow:paint' }), NOON).state,
    );
    const yes = deepFreeze(understood({ tap: 'a:paint/sure=yes' }));
    const first = turn(bot, state, yes, NOON);
    expect(turn(bot, state, yes, NOON)).toEqual(first);
    expect(state.run?.answers).toEqual([]);
  });
});

describe('the first words', () => {
  const bot = smallBot(PAINT_FILES);

  test('tell once that this is an automatic assistant, and where the person came from', () => {
    const first = turn(bot, newConversation('poster-7'), understood({ tap: 'flow:paint' }), NOON);
    expect(first.replies.map(({ text }) => text)).toEqual(['disclosure', 'Are you sure?']);
    expect(first.events[0]).toEqual({ type: 'started', source: 'poster-7' });
    const second = turn(bot, first.state, understood(), NOON);
    expect(second.replies.map(({ text }) => text)).toEqual(['Really?']);
    expect(second.events).not.toContainEqual(expect.objectContaining({ type: 'started' }));
  });

  test('a greeting is answered with the welcome, which says it itself', () => {
    const { replies, ending } = turn(
      bot,
      newConversation(),
      understood({ smalltalk: 'greeting' }),
      NOON,
    );
    expect(replies.map(({ text }) => text)).toEqual(['welcome card']);
    expect(ending).toBe('greeted');
  });
});

test('how a person calls themself stays with the conversation', () => {
  const bot = smallBot({
    'f.yaml': 'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n  one: { end: "Hello {you}." }\n',
  });
  const hello = understood({ tap: 'flow:f' });
  const { state } = turn(bot, newConversation(), { ...hello, address: 'aunt' }, NOON);
  expect(turn(bot, state, hello, NOON).replies[0]?.text).toBe('Hello aunt.');
});

test('personal numbers are answered with a warning, a birth date is not', () => {
  const bot = smallBot();
  const said = (personal: 'phone' | 'birth-date') =>
    turn(bot, newConversation(), understood({ personal: [personal] }), NOON).replies.map(
      ({ text }) => text,
    );
  expect(said('phone')).toContain('personalData');
  expect(said('birth-date')).not.toContain('personalData');
});

describe('the real bot, whatever is sent', () => {
  const loaded = loadBot();
  const bot = deepFreeze(loaded.bot);
  const assistant = createAssistant({ ...loaded, bot });

  const TEXTS = [
    ...['có', 'không', '2005', '5/3/2006', '17 tuổi', '65', '4 tháng trước', 'cam giang', '2', '9'],
    ...[
      'menu',
      'quay lại',
      'làm lại',
      'giúp',
      'gặp cán bộ',
      'xóa dữ liệu của tôi',
      'cảm ơn',
      'ngu',
    ],
    ...['à nhầm, em sinh 2005', 'không phải, em sinh 2001', 'à nhầm', 'kiểm tra id.vn', 'htx'],
    ...[
      'kiểm tra biz.vn',
      'kiểm tra điều kiện',
      'id.vn là gì?',
      'có mất phí không và hạn đến bao giờ?',
    ],
    ...['', ' ', '👍', '???', 'cho bác hỏi', '0912345678', '31/2/2005', 'x'.repeat(3000)],
  ];
  const questions = [...bot.flows.values()].flatMap(({ steps }) =>
    [...steps.values()].flatMap(({ id }) => [`a:${id}=yes`, `a:${id}=2005-01-01..2005-12-31`]),
  );
  const PAYLOADS = [
    ...questions,
    ...[...bot.flows.keys()].map((name) => `flow:${name}`),
    ...['topic:free-really', 'topic:gone', 'group:cost~1', 'group:cost~99', 'flow:gone', 'a:x/y=z'],
    ...['a:id-vn/birth-date=2005-02-31..2005-02-31', 'a:id-vn/birth-date=2006-01-01..2005-01-01'],
    ...['a:biz-vn/established-on=2030-01-01..2030-01-01', 'a:in-person/place=99999', '__proto__'],
  ];
  type Act = { say: string } | { tap: string } | { offered: number } | { days: number };
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 4, arbitrary: fc.nat(9).map((offered) => ({ offered })) },
    { weight: 4, arbitrary: fc.constantFrom(...TEXTS).map((say) => ({ say })) },
    { weight: 2, arbitrary: fc.constantFrom(...PAYLOADS).map((tap) => ({ tap })) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map((say) => ({ say })) },
    { weight: 1, arbitrary: fc.nat(30).map((days) => ({ days })) },
  );

  function messageOf(one: Exclude<Act, { days: number }>, state: ConversationState): Message {
    if ('say' in one) return { text: one.say };
    if ('tap' in one) return one;
    const button = state.offered[one.offered % Math.max(1, state.offered.length)];
    return button === undefined ? { text: 'kiểm tra id.vn' } : { tap: button.payload };
  }

  test('there is a reply, a known ending, buttons only at the end, and a state that is plain JSON', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 14 }), (acts) => {
        let state = newConversation();
        let now = new Date('2026-12-20T12:00:00+07:00');
        for (const one of acts) {
          if ('days' in one) {
            now = new Date(now.getTime() + one.days * 86_400_000);
            continue;
          }
          const message = messageOf(one, state);
          const response = assistant.respond(deepFreeze(state), message, now);
          const stored = JSON.parse(JSON.stringify(state)) as ConversationState;
          expect(assistant.respond(stored, message, now)).toEqual(response);
          expect(JSON.parse(JSON.stringify(response.state))).toEqual(response.state);
          expect(response.replies.length).toBeGreaterThan(0);
          expect(response.replies.every(({ text }) => text.trim() !== '')).toBe(true);
          expect(response.replies.every(({ text }) => !/\{[a-z]/i.test(text))).toBe(true);
          expect(response.replies.slice(0, -1).every(({ buttons }) => buttons.length === 0)).toBe(
            true,
          );
          expect(ENDINGS).toContain(response.ending);
          ({ state } = response);
        }
      }),
      {
        numRuns: 150,
        examples: [
          [
            [
              { tap: 'flow:id-vn' },
              { tap: 'a:id-vn/citizen=yes' },
              { tap: 'a:id-vn/birth-date=2005-02-31..2005-02-31' },
            ],
          ],
          [[{ tap: 'flow:biz-vn' }, { say: 'công ty' }, { days: 30 }, { say: '5/3/2026' }]],
        ],
      },
    );
  });

  test('after a check no birth date is left, in the state or on record', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1950-01-01T00:00:00Z'),
          max: new Date('2026-11-21T00:00:00Z'),
          noInvalidDate: true,
        }),
        (born) => {
          const day = born.toISOString().slice(0, 10);
          const [y, m, d] = day.split('-') as [string, string, string];
          let state = newConversation();
          let last: ReturnType<typeof assistant.respond> | undefined;
          for (const text of ['kiểm tra id.vn', 'có', `${Number(d)}/${Number(m)}/${y}`]) {
            last = assistant.respond(state, { text }, NOON);
            ({ state } = last);
          }
          expect(last?.ending).toBe('decided');
          const { replies, passed, events } = last!;
          const record = replies.map((reply) => ({ ...reply, text: reply.record ?? reply.text }));
          // What was understood is stored with the message, all of it.
          for (const kept of [state, record, passed, events, last!.understood]) {
            // The offer's last day is said to everyone, and is a birthday too.
            const text = JSON.stringify(kept).replaceAll('31/12/2026', '');
            expect(text).not.toContain(day);
            expect(text).not.toContain(`${d}/${m}/`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
