import { expect, test } from 'vitest';
import { keyboardOf, markChosen } from '../../../src/channels/telegram/keyboard.ts';

const buttons = [
  { label: 'Có', payload: 'yes' },
  { label: 'Không', payload: 'no' },
];
const link = { label: 'Mở', url: 'https://a.vn', host: 'a.vn' };

test('each choice has a row, the link the last one', () => {
  expect(keyboardOf({ buttons, link })).toEqual([
    [{ text: 'Có', callback_data: 'yes' }],
    [{ text: 'Không', callback_data: 'no' }],
    [{ text: 'Mở', url: 'https://a.vn' }],
  ]);
  expect(keyboardOf({ buttons: [] })).toEqual([]);
});

test('the mark goes with the last press, and the same press changes nothing', () => {
  const first = markChosen(keyboardOf({ buttons, link }), 'yes', '✓')!;
  expect(first.map(([button]) => button!.text)).toEqual(['✓ Có', 'Không', 'Mở']);
  expect(markChosen(first, 'yes', '✓')).toBeUndefined();
  const second = markChosen(first, 'no', '✓')!;
  expect(second.map(([button]) => button!.text)).toEqual(['Có', '✓ Không', 'Mở']);
});

test('a press of a button that is not there changes nothing', () => {
  expect(markChosen(keyboardOf({ buttons }), 'maybe', '✓')).toBeUndefined();
});
