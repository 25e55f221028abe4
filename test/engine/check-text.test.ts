import { expect, test } from 'vitest';
import { mistakes, PROGRAMME } from './small-bot.ts';

const flow = (end: string, more = '') =>
  `flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n  one:\n    end: ${end}\n${more}`;

test('a placeholder that nothing fills', () => {
  const [only, ...others] = mistakes({ 'f.yaml': flow('"Open until {lastDy}."') });
  expect(others).toEqual([]);
  expect(only).toMatch(
    /^f\.yaml:7:5 steps\.one\.end: found "\{lastDy\}", allowed a placeholder: .*lastDay.* \(nearest: "lastDay"\)$/,
  );
});

test('a text may name what a decision gives, the slots of its flow and the settings', () => {
  expect(
    mistakes({ 'f.yaml': flow('"{You} {site} {contact.phone} {eligibleFrom} {daysLeft}"') }),
  ).toEqual([]);
});

test.each([
  ['http://evil.vn/x', ['http://evil.vn/x']],
  ['example.vn.evil.com', ['example.vn.evil.com']],
  ['exanple.vn', ['exanple.vn']],
  ['example.vn/anything', ['example.vn/anything']],
  ['https://example.vn and nam.id.vn, shop.biz.vn.', []],
])('a text with the address %s', (text, unknown) => {
  const found = mistakes({ 'f.yaml': flow(`Go to ${text}`) });
  expect(found.map((line) => /found "([^"]*)"/.exec(line)?.[1])).toEqual(unknown);
});

test('a sentence longer than the smallest message, in a programme with long names', () => {
  const long = `${'word '.repeat(127)}end`;
  expect(mistakes({ 'f.yaml': flow(long) })).toEqual([]);
  expect(mistakes({ 'f.yaml': flow(`${long} one more.`) })).toEqual([
    'f.yaml:7:5 steps.one.end: found a sentence too long to be split, allowed sentences of at most 640 characters',
  ]);
  // Filled in, the text is longer than it looks.
  const site = PROGRAMME.replace('site: example.vn', `site: ${'x'.repeat(60)}`);
  expect(mistakes({ 'programme.yaml': site, 'f.yaml': flow(`${long} {site}`) })).toHaveLength(1);
});

test('labels of at most 20 characters, counted as people see them', () => {
  expect(
    mistakes({ 'f.yaml': flow('Bye').replace('label: F', 'label: Kiểm tra điều kiện') }),
  ).toEqual([]);
  expect(
    mistakes({ 'f.yaml': flow('Bye').replace('label: F', 'label: Kiểm tra điều kiện xong') }),
  ).toEqual([
    'f.yaml:3:1 label: found "Kiểm tra điều kiện xong" (23 characters), allowed a label of at most 20 characters',
  ]);
  expect(
    mistakes({
      'f.yaml': flow(
        'Bye',
        '    buttons: [{ to: "flow:menu", label: A label that is too long }]\n',
      ),
    }),
  ).toEqual([
    'f.yaml:8:34 steps.one.buttons.0.label: found "A label that is too long" (24 characters), allowed a label of at most 20 characters',
  ]);
});

test('a button that would send back more than 64 bytes', () => {
  const name = 'a-very-long-name-for-a-step-that-nobody-should-ever-gives';
  const found = mistakes({
    'f.yaml': `flow: f\ntitle: F\nlabel: F\nstart: ${name}\nsteps:\n  ${name}:\n    ask: Is it?\n    again: Is it?\n    type: yes-no\n    slot: s\n    then: end\n`,
  });
  expect(found).toEqual([
    `f.yaml:6:3 steps.${name}: found a button that sends back ${`a:f/${name}=yes`.length} bytes, allowed at most 64: shorten the names of flow, step or value`,
  ]);
});
