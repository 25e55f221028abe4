import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AskStep } from '../../src/engine/bot.ts';
import { answerPayload, namedValue, parsePayload } from '../../src/engine/payload.ts';
import type { SlotValue } from '../../src/engine/value.ts';

const PLACES = new Map([['10888', 'xã Cẩm Giang']]);

const ask = (type: AskStep['type']): AskStep => ({
  id: 'f/one',
  flow: 'f',
  kind: 'ask',
  type,
  text: 'What?',
  slot: 's',
  again: 'What?',
  forget: false,
  choices: type === 'choice' ? [{ value: 'red', label: 'Red', words: [] }] : [],
  then: 'end',
});

test.each<[AskStep['type'], SlotValue, string]>([
  ['yes-no', true, 'a:f/one=yes'],
  ['yes-no', false, 'a:f/one=no'],
  ['choice', 'red', 'a:f/one=red'],
  ['place', { code: '10888', name: 'xã Cẩm Giang' }, 'a:f/one=10888'],
  ['date', { earliest: '2005-01-01', latest: '2005-12-31' }, 'a:f/one=2005-01-01..2005-12-31'],
])('a %s answer goes into a button and comes back', (type, value, payload) => {
  expect(answerPayload('f/one', value)).toBe(payload);
  const parsed = parsePayload(payload);
  expect(parsed).toMatchObject({ kind: 'answer', ask: 'f/one' });
  const name = parsed?.kind === 'answer' ? parsed.value : '';
  expect(namedValue(ask(type), name, PLACES)).toEqual(value);
});

test.each<[AskStep['type'], string]>([
  ['yes-no', 'maybe'],
  ['choice', 'blue'],
  ['place', '99999'],
  ['date', '2005'],
  ['text', 'anything'],
])('a %s question has no answer %s (any more)', (type, name) => {
  expect(namedValue(ask(type), name, PLACES)).toBeUndefined();
});

test.each(['2026-02-30..2026-02-30', '2005-13-01..2005-13-01', '2006-01-01..2005-01-01'])(
  'a forged button with the impossible date %s is no answer',
  (name) => {
    expect(namedValue(ask('date'), name, PLACES)).toBeUndefined();
  },
);

test.each([
  ['flow:menu', { kind: 'flow', name: 'menu' }],
  ['topic:id-vn-how', { kind: 'topic', name: 'id-vn-how' }],
  ['group:cost', { kind: 'group', name: 'cost', page: 0 }],
  ['group:cost~2', { kind: 'group', name: 'cost', page: 2 }],
  ['a:f/one', undefined],
  ['a:f=yes', undefined],
  ['page:menu', undefined],
  ['', undefined],
])('%j parses as %j', (payload, parsed) => {
  expect(parsePayload(payload)).toEqual(parsed);
});

test('no payload whatever throws', () => {
  fc.assert(
    fc.property(fc.string(), (payload) => {
      const parsed = parsePayload(payload);
      if (parsed?.kind === 'answer') namedValue(ask('date'), parsed.value, PLACES);
    }),
  );
});
