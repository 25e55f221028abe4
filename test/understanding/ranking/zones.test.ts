import { expect, test } from 'vitest';
import { CAUTIOUS, chooseZones, zoneOf } from '../../../src/understanding/ranking/zones.ts';

const outside = (best: number) => ({ inScope: false, best, none: 1 - best });
const inside = (best: number) => ({ inScope: true, best, none: (1 - best) / 2 });

test('answers begin where hardly any question about something else would be answered', () => {
  const judged = [
    ...Array.from({ length: 1000 }, (_, i) => outside(i / 1000)),
    ...Array.from({ length: 100 }, () => inside(0.9)),
  ];
  const zones = chooseZones(judged.map((one) => ({ ...one, best: one.best * 0.9 })));
  const answered = judged.filter(
    (one) => !one.inScope && zoneOf({ ...one, best: one.best * 0.9 }, zones) === 'answer',
  );
  expect(answered.length).toBeLessThanOrEqual(10);
  expect(answered.length).toBeGreaterThan(5);
});

test('guesses begin where hardly any question about a topic is refused', () => {
  const judged = [
    ...Array.from({ length: 50 }, () => outside(0.1)),
    ...Array.from({ length: 1000 }, (_, i) => inside((i + 1) / 1000)),
  ];
  const zones = chooseZones(judged);
  const refused = judged.filter((one) => one.inScope && zoneOf(one, zones) === 'none');
  expect(refused.length).toBeLessThanOrEqual(40);
  expect(refused.length).toBeGreaterThan(30);
});

test('with nothing to choose by they are cautious', () => {
  expect(chooseZones([inside(0.9)])).toBe(CAUTIOUS);
  expect(zoneOf({ best: 0.79, none: 0.2 }, CAUTIOUS)).toBe('choose');
  expect(zoneOf({ best: 0.3, none: 0.5 }, CAUTIOUS)).toBe('none');
});
