import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { messagesIn } from '../../../src/channels/telegram/messages.ts';
import { Update } from '../../../src/channels/telegram/update.ts';
import { loadTelegramWords } from '../../../src/channels/telegram/words.ts';
import { messageUpdate, pressUpdate } from './fake-bot-api.ts';

const { commands } = loadTelegramWords();
const SEEDS = [
  messageUpdate({ text: '/start qr-1' }),
  messageUpdate({ photo: [{}], caption: 'đây ạ', media_group_id: '1' }),
  messageUpdate({ document: { mime_type: 'image/png' } }),
  pressUpdate('flow:x', [[{ text: 'Có', callback_data: 'flow:x' }]]),
];

/** A JSON value with some of its parts replaced, by the numbers of `dice` in turn. */
function mutate(value: unknown, dice: Iterator<number>, junk: readonly unknown[]): unknown {
  const roll = dice.next().value ?? 99;
  if (roll < 12) return junk[roll % junk.length];
  if (Array.isArray(value)) return value.map((item) => mutate(item, dice, junk));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mutate(v, dice, junk)]));
}

test('whatever comes is messages that can be stored, or none', () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SEEDS),
      fc.array(fc.nat(99), { maxLength: 40 }),
      fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 }),
      (seed, dice, junk) => {
        const update = Update.safeParse(mutate(seed, dice.values(), junk));
        if (!update.success) return;
        const messages = messagesIn(update.data, { bot: '9', commands, now: () => new Date() });
        for (const message of messages) {
          read += 1;
          expect(Inbound.parse(message).person).toMatch(/^-?\d+$/);
        }
      },
    ),
    { numRuns: 20_000, seed: 4 },
  );
  expect(read).toBeGreaterThan(1000);
});
