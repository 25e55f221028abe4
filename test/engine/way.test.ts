import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/engine/bot.ts';
import { valueName } from '../../src/engine/payload.ts';
import { walk } from '../../src/engine/walk.ts';
import { wayTo } from '../../src/engine/way.ts';
import { loadBot } from '../../src/load.ts';
import { PAINT_FILES } from './colour-flow.ts';
import { smallBot } from './small-bot.ts';

const { bot } = loadBot();
const steps: Step[] = [...bot.flows.values()].flatMap((flow) => [...flow.steps.values()]);

/** Days on which ages and years since founding fall differently. */
const WITHIN = ['2026-01-01', '2026-02-28', '2026-07-01', '2026-11-22', '2026-12-31'];
const AFTER = ['2027-01-01', '2028-02-29'];

/** What only those hear who come too late. */
const TOO_LATE = ['biz-vn/ended', 'id-vn/ended', 'link/ended', 'register/ended'];

const unreached = (day: string) =>
  steps
    .filter(({ id }) => wayTo(bot, id, day) === undefined)
    .map(({ id }) => id)
    .sort();

describe.each(WITHIN)('on %s, within the programme', (day) => {
  test('a way leads to every step but the words for those who come too late', () => {
    expect(unreached(day)).toEqual(TOO_LATE);
  });

  test('the answers of a way lead to its step, and no shorter part of them does', () => {
    for (const { id } of steps) {
      const way = wayTo(bot, id, day) ?? [];
      expect(passes(id, way, day), id).toBe(!TOO_LATE.includes(id));
      if (way.length > 0) expect(passes(id, way.slice(0, -1), day), id).toBe(false);
    }
  });
});

describe.each(AFTER)('on %s, after the last day', (day) => {
  test('a way leads to the words for those who come too late, and to no other result of a check', () => {
    const lost = unreached(day);
    for (const id of TOO_LATE) expect(lost).not.toContain(id);
    for (const flow of ['id-vn', 'biz-vn']) {
      const left = [...bot.flows.get(flow)!.steps.values()]
        .map(({ id }) => id)
        .filter((id) => !lost.includes(id));
      expect(left).toEqual([`${flow}/open`, `${flow}/ended`]);
    }
    expect(lost).toEqual(expect.arrayContaining(['id-vn/eligible', 'biz-vn/eligible']));
  });
});

test('the way to a result says what has to be answered', () => {
  const said = (step: string) =>
    wayTo(bot, step, '2026-11-22')?.map(({ ask, value }) => `${ask.id}=${valueName(value)}`);
  expect(said('id-vn/citizen')).toEqual([]);
  expect(said('id-vn/not-citizen')).toEqual(['id-vn/citizen=no']);
  expect(said('biz-vn/no-certificate')).toEqual(['biz-vn/kind=household', 'biz-vn/certificate=no']);
  expect(said('in-person/where')).toEqual([expect.stringMatching(/^in-person\/place=\d+$/)]);
});

test('past a question that is asked again more finely, and past a flow jumped into', () => {
  const paint = smallBot(PAINT_FILES);
  const said = (step: string) =>
    wayTo(paint, step, '2026-11-22')?.map(({ ask, value }) => `${ask.id}=${valueName(value)}`);
  expect(said('paint/shade')).toEqual(['paint/sure=yes', 'paint/colour=blue']);
  expect(said('paint/refused')).toEqual(['paint/sure=yes', 'paint/colour=red']);
  expect(said('paint/day')).toEqual(['paint/sure=yes', 'paint/colour=green']);
  expect(said('paint/after')).toEqual([
    'paint/sure=yes',
    'paint/colour=green',
    expect.stringMatching(/^birthday\//),
  ]);
});

test('a step, or a flow, that does not exist has no way to it', () => {
  expect(wayTo(bot, 'id-vn/gone', '2026-11-22')).toBeUndefined();
  expect(wayTo(bot, 'gone/citizen', '2026-11-22')).toBeUndefined();
  expect(wayTo(bot, '', '2026-11-22')).toBeUndefined();
});

function passes(id: string, way: NonNullable<ReturnType<typeof wayTo>>, day: string): boolean {
  const [flow = ''] = id.split('/');
  const answers = way.map(({ ask, value }) => ({ ask: ask.id, value }));
  const { items, pending, edges } = walk(bot, { flow, answers }, day);
  const met = items.some((item) => item.kind === 'step' && item.step.id === id);
  return met || pending?.id === id || edges.some((edge) => edge.startsWith(`${id} -> `));
}
