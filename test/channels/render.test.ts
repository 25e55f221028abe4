import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNEL_NAMES, CHANNELS, type ChannelName } from '../../src/channels/all.ts';
import { type Capabilities, fits } from '../../src/channels/capabilities.ts';
import { type Rendered, render } from '../../src/channels/render.ts';
import type { Reply, ReplyButton } from '../../src/engine/reply.ts';

const CAPABILITIES = Object.fromEntries(
  CHANNELS.map(({ name, capabilities }) => [name, capabilities]),
) as Record<ChannelName, Capabilities>;
const words = { choose: 'Choose:', chooseAlso: 'Or:' };
const buttons = (count: number, label = 'Label'): ReplyButton[] =>
  Array.from({ length: count }, (_, i) => ({
    label: `${label} ${i + 1}`,
    payload: `topic:t${i + 1}`,
  }));
const link = { name: 'site', label: 'Open the site', url: 'https://a.vn/r/x', host: 'site.vn' };
const sentence = 'A sentence of forty-four characters, exactly. ';
const prose = (length: number) => sentence.repeat(length / sentence.length + 1).slice(0, length);

/** How many buttons and numbers there are, and whether the link is a button, a line, or both. */
function shape(rendered: Rendered[]) {
  const last = rendered.at(-1)!;
  const all = rendered.map(({ text }) => text).join('\n');
  return {
    messages: rendered.length,
    buttons: last.buttons.length,
    numbered: [...all.matchAll(/^(\d+)\. /gm)].map((match) => Number(match[1])),
    link: last.link !== undefined,
    url: all.includes(link.url),
    host: all.includes(link.host),
  };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

const TABLE = [
  // The room for buttons with and without a link beside them, and how the link is shown.
  { name: 'zalo', room: 5, besideLink: 4, linkButton: true, long: 2 },
  { name: 'telegram', room: 12, besideLink: 12, linkButton: true, long: 1 },
  { name: 'web', room: 40, besideLink: 40, linkButton: true, long: 1 },
  { name: 'messenger', room: 13, besideLink: 13, linkButton: true, long: 2 },
  { name: 'bot-service', room: 6, besideLink: 5, linkButton: true, long: 1 },
  { name: 'zalo-bot', room: 0, besideLink: 0, linkButton: false, long: 2 },
  { name: 'zalo-personal', room: 0, besideLink: 0, linkButton: false, long: 2 },
  { name: 'terminal', room: 0, besideLink: 0, linkButton: false, long: 1 },
] as const;

describe.each(TABLE)('$name', ({ name, room, besideLink, linkButton, long }) => {
  const show = (reply: Partial<Reply>) =>
    render({ text: 'Text.', buttons: [], ...reply }, CAPABILITIES[name], words);

  test.each([0, 1, 3, 5, 6, 8, 14, 41])('%i buttons', (count) => {
    expect(shape(show({ buttons: buttons(count) }))).toMatchObject({
      buttons: Math.min(count, room),
      numbered: range(Math.min(count, room) + 1, count),
    });
  });

  test('a link, with where it leads', () => {
    expect(shape(show({ link, buttons: buttons(5) }))).toEqual({
      messages: 1,
      buttons: Math.min(5, besideLink),
      numbered: range(Math.min(5, besideLink) + 1, 5),
      link: linkButton,
      url: !linkButton,
      host: true,
    });
  });

  test('a text of 3,900 characters', () => {
    const text = prose(3900).trim();
    const rendered = show({ text });
    expect(rendered).toHaveLength(long);
    expect(rendered.map((message) => message.text).join(' ')).toBe(text);
  });

  test('whatever is said keeps within what the platform takes, and nothing is lost', () => {
    const capabilities = CAPABILITIES[name];
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const texts = fc.array(fc.constantFrom(sentence, 'Đủ 18 tuổi. ', '\n\n', '- một\n', '🇻🇳'), {
      minLength: 1,
      maxLength: 400,
    });
    const reply = fc.record({
      text: texts.map((parts) => `Start. ${parts.join('')}`),
      buttons: fc.array(
        fc.record({
          label: fc.array(word, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' ')),
          payload: fc.string({ minLength: 1, maxLength: 90 }),
        }),
        { maxLength: 16 },
      ),
      link: fc.option(fc.constant(link), { nil: undefined }),
    });
    fc.assert(
      fc.property(reply, ({ link: given, ...rest }) => {
        const rendered = show({ ...rest, ...(given && { link: given }) });
        for (const message of rendered) {
          const most = message.link && capabilities.links?.text;
          expect(message.text.length).toBeLessThanOrEqual(most ?? capabilities.text);
          expect(message.text.trim()).not.toBe('');
          expect(message.text.isWellFormed()).toBe(true);
          for (const button of message.buttons) {
            expect(fits(button.label, capabilities.buttons!.label)).toBe(true);
            expect(fits(button.payload, capabilities.buttons!.payload)).toBe(true);
          }
        }
        const last = rendered.at(-1)!;
        const taken = last.link && capabilities.links?.takesButton ? 1 : 0;
        expect(last.buttons.length + taken).toBeLessThanOrEqual(capabilities.buttons?.max ?? 0);
        const squeezed = (text: string) => text.replaceAll(/\s+/g, '');
        const said = squeezed(rendered.map(({ text }) => text).join(''));
        expect(said.startsWith(squeezed(rest.text))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('no channel is left out', () => {
  expect(TABLE.map(({ name }) => name).toSorted()).toEqual(CHANNEL_NAMES.toSorted());
});

test('numbers are the places among all buttons, which is how "6" is understood', () => {
  const { zalo } = CAPABILITIES;
  const [message] = render({ text: 'Text.', buttons: buttons(7) }, zalo, words);
  expect(message?.text).toBe('Text.\n\nOr:\n6. Label 6\n7. Label 7');
  const [plain] = render({ text: 'Text.', buttons: buttons(2) }, CAPABILITIES['zalo-bot'], words);
  expect(plain?.text).toBe('Text.\n\nChoose:\n1. Label 1\n2. Label 2');
});

test('a payload that does not fit makes a number, also between buttons', () => {
  const given = buttons(3);
  // 34 letters of two bytes.
  given[1] = { label: 'Long', payload: 'đ'.repeat(33) };
  const [message] = render({ text: 'Text.', buttons: given }, CAPABILITIES.telegram, words);
  expect(message?.buttons.map(({ label }) => label)).toEqual(['Label 1', 'Label 3']);
  expect(message?.text).toBe('Text.\n\nOr:\n2. Long');
});

test('a link button makes the last message as short as it must be', () => {
  const text = prose(1500);
  const rendered = render({ text, buttons: [], link }, CAPABILITIES.messenger, words);
  expect(rendered.length).toBeGreaterThan(1);
  expect(rendered.at(-1)!.text.length).toBeLessThanOrEqual(640);
  expect(rendered.map((message) => message.link !== undefined)).toEqual([
    ...rendered.slice(1).map(() => false),
    true,
  ]);
});

test('a host that the text names already is not named again', () => {
  const text = 'Go to site.vn today.';
  expect(render({ text, buttons: [], link }, CAPABILITIES.zalo, words)[0]?.text).toBe(text);
});

test('words without an end are cut between words, and never in a letter', () => {
  const limits = { ...CAPABILITIES.zalo, text: 10 };
  const cut = (text: string) => render({ text, buttons: [] }, limits, words).map((m) => m.text);
  expect(cut('one two three four')).toEqual(['one two', 'three four']);
  expect(cut('a'.repeat(25))).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  expect(cut(`123456789😀${'b'.repeat(4)}`)).toEqual(['123456789', '😀bbbb']);
});

test('the record goes with a reply that is one message', () => {
  const [message] = render(
    { text: 'Until 2 May.', record: 'Until […].', buttons: [] },
    CAPABILITIES.web,
    words,
  );
  expect(message).toEqual({ text: 'Until 2 May.', record: 'Until […].', buttons: [] });
});
