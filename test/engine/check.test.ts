import { expect, test } from 'vitest';
import { ANSWERS, MESSAGES, mistakes, PROGRAMME } from './small-bot.ts';

test('the flows the assistant itself leads to must be there', () => {
  expect(mistakes({ 'human.yaml': null })).toEqual([
    'human.yaml:1:1 (file): found no such flow, allowed a flow named "human", which the assistant itself leads to',
  ]);
});

test('without a programme or messages there is no bot', () => {
  expect(mistakes({ 'programme.yaml': null })).toEqual([
    'programme.yaml:1:1 (file): found no such file, allowed programme.yaml',
  ]);
  expect(mistakes({ 'messages.yaml': null, 'programme.yaml': null })).toHaveLength(2);
});

test.each<[string, string, string[]]>([
  [
    'a link to a host that is not allowed',
    PROGRAMME.replace('allowedHosts: [example.vn]', 'allowedHosts: [other.vn]'),
    [
      'programme.yaml:10:19 links.registration.url: found host "example.vn", allowed one of allowedHosts: other.vn',
    ],
  ],
  [
    'a last day that is none',
    PROGRAMME.replace('2026-12-31', '2026-02-30'),
    ['programme.yaml:6:1 lastDay: found "2026-02-30", allowed a valid date'],
  ],
  [
    'a misspelt setting',
    PROGRAMME.replace('phone: null', 'fone: null'),
    [
      'programme.yaml:14:1 contact.phone: found nothing, allowed a string',
      'programme.yaml:14:12 contact.fone: found key "fone", allowed one of phone, email, hours, complaints (nearest: "phone")',
    ],
  ],
])('programme: %s', (_, text, expected) => {
  expect(mistakes({ 'programme.yaml': text })).toEqual(expected);
});

test('a message with a placeholder that nothing fills', () => {
  const [only, ...others] = mistakes({
    'messages.yaml': MESSAGES.replace('thanks: "thanks"', 'thanks: "thanks {yuo}"'),
  });
  expect(others).toEqual([]);
  expect(only).toMatch(/^messages\.yaml:\d+:1 thanks: found "\{yuo\}", .*\(nearest: "you"\)$/);
});

test.each<[string, string, string[]]>([
  [
    'neither words for afterwards nor timeless',
    ANSWERS.replace('    timeless: true\n', ''),
    [
      'answers/things.yaml:5:3 answers.thing: found neither afterProgramme nor timeless, allowed exactly one: other words after the last day, or "timeless: true"',
    ],
  ],
  [
    'both',
    ANSWERS.replace(
      '    timeless: true\n',
      '    timeless: true\n    afterProgramme: { short: It was. }\n',
    ),
    [
      'answers/things.yaml:5:3 answers.thing: found both afterProgramme and timeless, allowed exactly one: other words after the last day, or "timeless: true"',
    ],
  ],
  [
    'nobody to ask where nothing is known',
    ANSWERS.replace('    timeless: true\n', '    timeless: true\n    unknown: true\n'),
    [
      'answers/things.yaml:12:5 answers.thing.buttons: found no way to ask a human, allowed "flow:human" among the buttons of an answer that is not known',
    ],
  ],
  [
    'too few phrasings',
    ANSWERS.replace(', g, h]', ']'),
    [
      'answers/things.yaml:12:5 answers.thing.phrasings: found ["a","b","c","d","e","f"], allowed at least 8 (array)',
    ],
  ],
  [
    'a phrasing twice, but for marks of punctuation',
    ANSWERS.replace('g, h]', 'g, "A?"]'),
    [
      'answers/things.yaml:12:38 answers.thing.phrasings.7: found phrasing "a" again, allowed once; it stands in answers/things.yaml',
    ],
  ],
])('answers: %s', (_, text, expected) => {
  expect(mistakes({ 'answers/things.yaml': text })).toEqual(expected);
});

test('a topic, a group and a flow stand once', () => {
  const again = mistakes({
    'answers/twice.yaml': ANSWERS.replace('[a, b, c, d, e, f, g, h]', '[k, l, m, n, o, p, q, r]'),
    'other/menu.yaml': 'flow: menu\ntitle: M\nlabel: M\nstart: one\nsteps:\n  one: { end: Bye }\n',
  });
  expect(again).toEqual([
    'answers/twice.yaml:1:1 group: found group "things" again, allowed once; it stands in answers/things.yaml',
    'answers/twice.yaml:5:3 answers.thing: found topic "thing" again, allowed once; it stands in answers/things.yaml',
    'other/menu.yaml:1:1 flow: found flow "menu" again, allowed once; it stands in menu.yaml',
  ]);
});
