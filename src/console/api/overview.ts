import { Temporal } from 'temporal-polyfill';
import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import { fill, programmeWords } from '../../engine/text.ts';
import type { CalendarDate } from '../../engine/value.ts';
import { isDemonstration } from '../../outreach/demonstration.ts';
import { funnels } from '../../outreach/statistics/funnel.ts';
import type { Measure } from '../../outreach/statistics/measure.ts';
import { type Known, type Period, pointsOf } from '../../outreach/statistics/period.ts';
import { nextReport } from '../../outreach/statistics/quarterly-report.ts';
import { breakdown, type Filters, series, totals } from '../../outreach/statistics/query.ts';
import type { Funnel, Overview } from '../contract/statistics.ts';
import { labelOf } from './labels.ts';

/** The figures at a glance, in the order of the page. */
const AT_A_GLANCE: readonly Measure[] = [
  'accounts',
  'conversations',
  'messages',
  'questions',
  'not-understood',
  'decisions',
  'links-offered',
  'links-opened',
  'link-openings',
  'handovers',
];

/** What the trend and the channels show. */
const COMPARED: readonly Measure[] = ['accounts', 'messages', 'decisions', 'links-opened'];

const TOP_TOPICS = 10;

/** Everything the overview shows of a period. */
export async function overviewOf(
  pool: Pool,
  bot: Bot,
  period: Period,
  filters: Filters,
  known: Known,
): Promise<Overview> {
  const by = (measure: Measure, dimension: 'channel' | 'key') =>
    breakdown(pool, measure, dimension, period, filters);
  const [all, topics, decisions, handovers, checked, channels, trend] = await Promise.all([
    totals(pool, AT_A_GLANCE, period, filters),
    by('questions', 'key'),
    by('decisions', 'key'),
    by('handovers', 'key'),
    funnels(pool, bot, period, filters),
    Promise.all(COMPARED.map((measure) => by(measure, 'channel'))),
    trendOf(pool, period, filters, known),
  ]);
  const rows = (definition: Measure, shares: typeof topics) => ({
    definition,
    rows: shares.map((share) => ({ ...share, label: labelOf(bot, definition, share.key) })),
  });
  return {
    period,
    ...known,
    demo: await isDemonstration(pool),
    offer: offerOf(bot, known.today),
    report: nextReport(known.today, bot.programme.holidays),
    figures: AT_A_GLANCE.map((definition) => ({ definition, value: all[definition] })),
    trend,
    funnels: checked.map((funnel) => labelled(bot, funnel, known.today)),
    // One that only had a link opened, too: the rows add up to the figures.
    channels: [...new Set(channels.flat().map(({ key }) => key))].map((channel) => ({
      channel,
      figures: COMPARED.map((definition, i) => ({
        definition,
        value: channels[i]!.find(({ key }) => key === channel)?.value ?? 0,
      })),
    })),
    topics: rows('questions', topics.slice(0, TOP_TOPICS)),
    decisions: rows('decisions', decisions),
    handovers: rows('handovers', handovers),
  };
}

/** The compared measures by day. */
export async function trendOf(
  pool: Pool,
  period: Period,
  filters: Filters,
  known: Known,
): Promise<Overview['trend']> {
  const days = pointsOf(period, 'day', known).filter(({ state }) => state !== 'missing');
  return Promise.all(
    COMPARED.map(async (definition) => {
      const values = (await series(pool, definition, 'day', days, filters)).get(null) ?? [];
      return {
        definition,
        points: days.map(({ start, end }, i) => ({ start, end, value: values[i] ?? null })),
      };
    }),
  );
}

function offerOf(bot: Bot, today: CalendarDate): Overview['offer'] {
  const { lastDay } = bot.programme;
  const { days } = Temporal.PlainDate.from(today).until(lastDay);
  return { lastDay, daysLeft: Math.max(0, days), ended: today > lastDay };
}

function labelled(
  bot: Bot,
  { flow, stages }: Awaited<ReturnType<typeof funnels>>[number],
  today: CalendarDate,
): Funnel {
  return {
    flow,
    title: bot.flows.get(flow)!.title,
    stages: stages.map((stage) => ({
      ...stage,
      label: stage.step === null ? null : question(bot, stage.step, today),
    })),
  };
}

/** The first paragraph of a question as people read it. */
function question(bot: Bot, id: string, today: CalendarDate): string | null {
  const [flowName = '', name = ''] = id.split('/');
  const flow = bot.flows.get(flowName);
  const step = flow?.steps.get(name);
  if (flow === undefined || step?.kind !== 'ask') return null;
  const words = programmeWords(bot.programme, flow.address ?? bot.programme.address, today);
  return fill(step.text, words).split('\n')[0] ?? null;
}
