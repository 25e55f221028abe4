import { describe, expect, test } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import type { Said } from '../../../src/console/contract/flows.ts';
import { type Script, simulate } from '../../../src/console/flows/simulate.ts';
import type { AskStep, Step } from '../../../src/engine/bot.ts';
import { loadBot } from '../../../src/load.ts';

const loaded = loadBot();
const { bot } = loaded;
const stage = { bot, assistant: createAssistant(loaded) };
const steps: Step[] = [...bot.flows.values()].flatMap((flow) => [...flow.steps.values()]);

const TODAY = '2026-11-22';
const TOO_LATE = '2027-01-01';

const play = (script: Partial<Script>) => simulate(stage, { on: TODAY, said: [], ...script });

/** An answer that a question takes. */
function answerTo(ask: AskStep): Said {
  if (ask.type === 'yes-no') return { tap: `a:${ask.id}=yes` };
  if (ask.type === 'choice') return { tap: `a:${ask.id}=${ask.choices[0]!.value}` };
  if (ask.type === 'date') return { text: '5/3/2006' };
  return { text: [...bot.places.values()][0]! };
}

describe('begun at a step', () => {
  const within = steps.filter(({ id }) => !/^[a-z-]+\/ended$/.test(id));
  const late = steps.filter(({ id }) => /^[a-z-]+\/ended$/.test(id));

  test.each([
    ...within.map((step) => [step.id, TODAY, step] as const),
    ...late.map((step) => [step.id, TOO_LATE, step] as const),
  ])('%s on %s, the conversation stands there', async (id, on, step) => {
    const said = step.kind === 'ask' ? [answerTo(step)] : [];
    const { turns, unreachable } = await play({ on, from: id, said });
    expect(unreachable).toBe(false);
    const led = turns.filter((turn) => turn.led);
    expect(turns.length - led.length).toBe(said.length);

    if (step.kind === 'ask') {
      // It waits there: what is said next is its answer.
      expect(led.at(-1)!.ending).toBe('asked');
      expect(led.flatMap(({ passed }) => passed).join(' ')).not.toContain(`${id}=`);
      expect(turns.at(-1)!.passed[0]).toMatch(new RegExp(`^${id}=`));
    } else {
      const keys = { decide: `${id}:`, jump: `entered:${step.kind === 'jump' ? step.to : ''}` };
      const key = keys[step.kind as keyof typeof keys] ?? id;
      const meets = (passed: readonly string[]) => passed.some((one) => one.startsWith(key));
      expect(meets(led.at(-1)!.passed)).toBe(true);
      expect(led.slice(0, -1).some(({ passed }) => meets(passed))).toBe(false);
    }
  });

  test('after the last day nothing leads to a free name any more', async () => {
    expect(await play({ on: TOO_LATE, from: 'id-vn/eligible' })).toEqual({
      turns: [],
      unreachable: true,
    });
    expect((await play({ from: 'id-vn/ended' })).unreachable).toBe(true);
    expect((await play({ from: 'id-vn/gone' })).unreachable).toBe(true);
  });
});

describe('a turn', () => {
  test('tells what was understood, passed, decided and said', async () => {
    const { turns } = await play({
      from: 'id-vn/citizen',
      said: [{ tap: 'a:id-vn/citizen=yes' }, { text: 'em sinh 5/3/2006' }],
    });
    expect(turns.map(({ said, led }) => [said, led])).toEqual([
      ['Kiểm tra id.vn', true],
      ['Có', false],
      ['em sinh 5/3/2006', false],
    ]);
    const last = turns.at(-1)!;
    // Nothing is stored here, so a day is shown, which people's records never do.
    expect(last.understood.readings[0]).toMatchObject({ value: '05/03/2006', masked: false });
    expect(last.passed).toEqual(
      expect.arrayContaining(['id-vn/birth-date=*', 'id-vn/decide:eligible', 'id-vn/eligible']),
    );
    expect(last.decisions).toEqual([
      {
        flow: 'id-vn',
        rule: 'id-vn',
        outcome: 'eligible',
        reason: null,
        sources: expect.arrayContaining(['Kế hoạch của UBND thành phố, mục III.4']),
      },
    ]);
    expect(last.ending).toBe('decided');
    expect(last.replies.find(({ link }) => link !== null)?.link).toEqual({
      label: bot.programme.links.registration!.label,
      host: 'hiendienonline.tenmien.vn',
    });
  });

  test('of a question: topic, score and zone', async () => {
    const { turns } = await play({ said: [{ text: 'biz.vn là gì' }] });
    const { understood, ending } = turns[0]!;
    expect(understood.zone).toBe('answer');
    expect(understood.candidates[0]!.title).toBe(
      bot.answers.get(understood.candidates[0]!.topic)!.title,
    );
    expect(understood.candidates[0]!.score).toBeGreaterThan(0.5);
    expect(ending).toBe('answered');
  });

  test('goes by the words of the day it is played on', async () => {
    const topic = [...bot.answers.values()].find(({ afterProgramme }) => afterProgramme)!;
    const textOn = async (on: string) =>
      (await play({ on, said: [{ tap: `topic:${topic.topic}` }] })).turns[0]!.replies.at(-1)!.text;
    expect(await textOn(TODAY)).not.toBe(await textOn(TOO_LATE));
  });
});

test('the same script plays the same, and each play begins anew', async () => {
  const said = [{ text: 'kiểm tra biz.vn' }, { text: 'hộ kinh doanh' }];
  const [first, second] = [await play({ said }), await play({ said })];
  expect(second).toEqual(first);
  expect((await play({ said: said.slice(0, 1) })).turns).toEqual(first.turns.slice(0, 1));
});

test('messages of people go between the turns of a long script', async () => {
  let between = 0;
  const others = setInterval(() => between++, 0);
  await play({ said: Array.from({ length: 20 }, () => ({ text: 'id.vn có mất tiền không' })) });
  clearInterval(others);
  expect(between).toBeGreaterThan(5);
});
