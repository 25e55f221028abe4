import { describe, expect, test } from 'vitest';
import { drawnEdges, nodesOf } from '../../../src/console/flows/drawing.ts';
import { outcomes, rules } from '../../../src/console/web/words/outcomes.ts';
import { handoverReasons } from '../../../src/console/web/words/statistics-keys.ts';
import { edgesOf } from '../../../src/engine/bot.ts';
import { loadBot } from '../../../src/load.ts';
import { edgesIn } from '../../../src/outreach/statistics/flow-counts.ts';

const { bot } = loadBot();
const flows = [...bot.flows.values()];
const flowOf = (name: string) => bot.flows.get(name)!;
const nodeOf = (flow: string, name: string) =>
  nodesOf(bot, flowOf(flow), null).find(({ step }) => step === name);

describe('steps', () => {
  test('all are drawn, with the words that were approved for them', () => {
    for (const flow of flows) {
      const drawn = nodesOf(bot, flow, null);
      expect(drawn.map(({ step }) => step)).toEqual([...flow.steps.keys()]);
      for (const [i, step] of [...flow.steps.values()].entries()) {
        expect(drawn[i]!.text).toBe('text' in step ? step.text : null);
      }
    }
  });

  test('a question has its buttons, in the words people press', () => {
    expect(nodeOf('id-vn', 'citizen')!.choices).toEqual([
      { value: 'yes', label: 'Có' },
      { value: 'no', label: 'Không' },
    ]);
    expect(nodeOf('delete-my-data', 'sure')!.choices).toEqual([
      { value: 'yes', label: 'Xóa' },
      { value: 'no', label: 'Không xóa' },
    ]);
    expect(nodeOf('biz-vn', 'kind')!.choices.map(({ label }) => label)).toEqual([
      'Doanh nghiệp',
      'Hộ kinh doanh',
      'Hình thức khác',
    ]);
    expect(nodeOf('id-vn', 'birth-date')!.choices).toEqual([]);
  });

  test('what it is about stands in words, with the place where more is to be seen', () => {
    expect(nodeOf('id-vn', 'decide')).toMatchObject({ about: 'id-vn', target: null });
    expect(nodeOf('id-vn', 'eligible')).toMatchObject({
      about: bot.programme.links.registration!.label,
      target: null,
    });
    expect(nodeOf('check', 'check-id-vn')).toMatchObject({
      about: flowOf('id-vn').title,
      target: 'id-vn',
    });
    expect(nodeOf('register', 'how-id-vn')).toMatchObject({
      about: bot.answers.get('id-vn-how')!.title,
      target: 'id-vn-how',
    });
  });

  test('sources stand as people read them', () => {
    expect(nodeOf('id-vn', 'eligible')!.sources).toEqual([
      'Kế hoạch của UBND thành phố, mục III.4',
      'Thông tư 64/2025/TT-BTC',
    ]);
  });
});

describe('ways between them', () => {
  test('are those the flow can go, and the way into it', () => {
    for (const flow of flows) {
      const drawn = drawnEdges(bot, flow, null);
      expect(drawn[0]).toMatchObject({ from: null, to: flow.start, label: '' });
      const ways = [...flow.steps].flatMap(([from, step]) =>
        edgesOf(step).map(({ label, to }) => ({ from, to, label })),
      );
      expect(drawn.slice(1).map(({ from, to, label }) => ({ from, to, label }))).toEqual(ways);
      for (const { to } of drawn) expect([...flow.steps.keys(), 'end']).toContain(to);
    }
  });

  test('an answer by button has its words; what the rules decide has them in the catalogue', () => {
    for (const flow of flows) {
      for (const { from, label, words } of drawnEdges(bot, flow, null)) {
        const step = from === null ? undefined : flow.steps.get(from);
        if (step?.kind === 'ask' && (step.type === 'choice' || step.type === 'yes-no')) {
          expect(words, `${from} ${label}`).toMatch(/\S/);
        } else {
          expect(words).toBeNull();
        }
        if (step?.kind === 'decide') {
          expect(outcomes, step.id).toHaveProperty([`${step.rule}:${label}`]);
          expect(rules).toHaveProperty([step.rule]);
        }
        if (step?.kind === 'handover') expect(handoverReasons).toHaveProperty([step.reason]);
      }
    }
  });

  test('the catalogue names every outcome of every rule, and no other', () => {
    const known = [...bot.rules.values()].flatMap(({ name, outcomes: all }) =>
      Object.keys(all).map((outcome) => `${name}:${outcome}`),
    );
    expect(Object.keys(outcomes).sort()).toEqual(known.sort());
  });

  test('counts are those of the same step and way; without data they are unknown', () => {
    const flow = flowOf('id-vn');
    const edges = edgesIn(flow).map((edge, i) => ({ ...edge, count: 100 + i }));
    const steps = [...flow.steps.keys()].map((step, i) => ({ step, count: i, left: null }));
    const counts = { steps, edges };
    expect(drawnEdges(bot, flow, counts)).toMatchObject(edges);
    expect(nodesOf(bot, flow, counts)).toMatchObject(steps);
    for (const { count } of drawnEdges(bot, flow, null)) expect(count).toBeNull();
    for (const { count, left } of nodesOf(bot, flow, null))
      expect([count, left]).toEqual([null, null]);
  });
});
