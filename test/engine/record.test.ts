import { expect, test } from 'vitest';
import { recorded } from '../../src/engine/record.ts';
import { understood } from './small-bot.ts';
import { paintBot } from './talk.ts';

const DAY = { earliest: '2005-05-05', latest: '2005-05-05' };

test('the value of an answer that is forgotten is not kept; that one was given, is', () => {
  const kept = recorded(
    paintBot,
    understood({
      text: '[day]',
      readings: [
        { ask: 'birthday/when', value: DAY, whole: true, named: true },
        { ask: 'paint/colour', value: 'red', whole: false, named: false },
      ],
    }),
  );
  expect(kept.readings).toEqual([
    { ask: 'birthday/when', value: '[day]', whole: true, named: true },
    { ask: 'paint/colour', value: 'red', whole: false, named: false },
  ]);
});

test('nor are the values it could have had, or a problem lost', () => {
  const kept = recorded(
    paintBot,
    understood({
      readings: [
        {
          ask: 'birthday/when',
          choices: [{ value: DAY, label: 'born 2005' }],
          whole: true,
          named: false,
        },
        { ask: 'birthday/when', problem: 'future', whole: true, named: false },
      ],
    }),
  );
  expect(JSON.stringify(kept)).not.toContain('2005');
  expect(kept.readings[1]?.problem).toBe('future');
});
