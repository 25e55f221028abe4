import { z } from 'zod';
import { MEASURES, PERIOD_KINDS } from '../../outreach/statistics/measure.ts';
import { AskedDay } from './asked-day.ts';
import { endpoint } from './endpoint.ts';
import { Done, File, Nothing } from './nothing.ts';

export {
  MEASURES,
  type Measure,
  NO_SOURCE,
  PERIOD_KINDS,
  type PeriodKind,
} from '../../outreach/statistics/measure.ts';

const CalendarDate = z.iso.date();
const Count = z.int().min(0);
const MeasureId = z.enum(MEASURES);

/**
 * Which days, and whose. Everything lives in the address of a page, so everything is text.
 *
 * - `kind`, `start`: a period. `start` may be any day of it (the server finds the first) and is
 *   today when absent; with `programme` it is ignored.
 * - `channels`: names separated by commas, all when absent.
 * - `source`: one source, `-` (NO_SOURCE) for what came without one, all when absent.
 */
export const StatisticsQuery = z.object({
  kind: z.enum(PERIOD_KINDS).default('quarter'),
  start: AskedDay.optional(),
  channels: z
    .string()
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, 'names separated by commas')
    .optional(),
  source: z.string().min(1).max(200).optional(),
});

export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

/**
 * A period as it was counted. `end` is its last day; of the running period the days to come are
 * part of it and simply empty. `partial`: data begins after its first day, so it cannot be compared
 * with whole ones.
 */
export const Period = z.object({
  kind: z.enum(PERIOD_KINDS),
  start: CalendarDate,
  end: CalendarDate,
  /** `missing`: before the first day with data, or not begun yet: every figure of it is null. */
  state: z.enum(['missing', 'running', 'closed']),
  partial: z.boolean(),
});

export type Period = z.infer<typeof Period>;

/** A number and the id of its definition. `null`: there is no data for that time, which is not 0. */
export const Figure = z.object({ definition: MeasureId, value: Count.nullable() });

export type Figure = z.infer<typeof Figure>;

/** One row of a breakdown. `label` is how people call it, where it has a name of its own; else null: channels, sources. */
export const Share = z.object({
  /**
   * A channel, a source (`-`: none), or the measure's own key: a topic, a flow, `rule:outcome` or
   * `rule:outcome.reason`, a link's name, a handover's reason.
   */
  key: z.string(),
  label: z.string().nullable(),
  value: Count,
});

export type Share = z.infer<typeof Share>;

/** How a definition is read: shown wherever its figure is. */
export const Definition = z.object({
  id: MeasureId,
  /** `Lượt tài khoản` */
  name: z.string(),
  /** What one of it is: `lượt`. */
  unit: z.string(),
  /** One or two sentences: what counts, and what does not. */
  words: z.string(),
  /** `distinct`: must never be added up over days or weeks, nor over sources. */
  adds: z.enum(['additive', 'distinct']),
  /** What its keys are; null when it has none. */
  keys: z.enum(['topic', 'flow', 'decision', 'link', 'handover-reason', 'step']).nullable(),
});

export type Definition = z.infer<typeof Definition>;

/** All definitions, and what can be chosen in the filters. */
export const definitions = endpoint({
  method: 'GET',
  path: '/statistics/definitions',
  permission: 'see-statistics',
  query: Nothing,
  body: Nothing,
  answer: z.object({
    definitions: z.array(Definition),
    today: CalendarDate,
    /** The data is a demonstration, at least in part: every page says so. */
    demo: z.boolean(),
    /** The first day with data; null when there is none at all. */
    firstDay: CalendarDate.nullable(),
    /** Those that occur in the data. */
    channels: z.array(z.string()),
    /** Those that occur, most used first, at most 500; `-` for none. */
    sources: z.array(z.string()),
  }),
});

/** One point of a line: a day, week, month or quarter. Null where there is no data for it. */
export const Point = z.object({
  start: CalendarDate,
  end: CalendarDate,
  value: Count.nullable(),
});

/** One stage of a check, from its start to the opened link. */
export const Stage = z.object({
  kind: z.enum(['started', 'asked', 'decided', 'offered', 'opened']),
  /** `flow/step` of a question (`asked`); null otherwise. */
  step: z.string().nullable(),
  /** The question's first words as people read them; null for the other stages, whose definition names them. */
  label: z.string().nullable(),
  definition: MeasureId,
  value: Count,
  /** Of those, how many stopped here that day: the question was their last and stayed open. Null where none can. */
  left: z.object({ definition: MeasureId, value: Count }).nullable(),
  /**
   * Questions that only some are asked (an enterprise's, a household's) are no stage of all: a line
   * from one to the next would claim a loss that is none.
   */
  branch: z.boolean(),
});

export type Stage = z.infer<typeof Stage>;

export const Funnel = z.object({
  flow: z.string(),
  title: z.string(),
  stages: z.array(Stage),
});

export type Funnel = z.infer<typeof Funnel>;

/** The overview in one call. */
export const overview = endpoint({
  method: 'GET',
  path: '/statistics/overview',
  permission: 'see-statistics',
  query: StatisticsQuery,
  body: Nothing,
  answer: z.object({
    period: Period,
    today: CalendarDate,
    firstDay: CalendarDate.nullable(),
    /** The figures are of a demonstration, at least in part. */
    demo: z.boolean(),
    offer: z.object({
      lastDay: CalendarDate,
      /** From today to the last day, as "còn … ngày"; 0 on the last day. */
      daysLeft: Count,
      ended: z.boolean(),
    }),
    /** The next quarterly report. */
    report: z.object({
      /** The quarter's first day. */
      quarter: CalendarDate,
      /** The last calendar day "before the 20th of the quarter's last month". */
      due: CalendarDate,
      /** The last working day not after `due`. */
      lastWorkingDay: CalendarDate,
      /** Working days from today to `lastWorkingDay`, both counted; 0 once that one is over. */
      workingDaysLeft: Count,
      /** False: the public holidays of the year are not known, and count as working days. */
      holidaysTakenOff: z.boolean(),
    }),
    /** The figures of the period, in the order of the page. */
    figures: z.array(Figure),
    /** By day, from the period's first day with data to its end or today; empty when missing. */
    trend: z.array(
      z.object({
        definition: MeasureId,
        points: z.array(Point),
      }),
    ),
    funnels: z.array(Funnel),
    /** Of each channel, most accounts first. */
    channels: z.array(
      z.object({
        channel: z.string(),
        figures: z.array(Figure),
      }),
    ),
    /** The ten most asked. */
    topics: z.object({ definition: MeasureId, rows: z.array(Share) }),
    decisions: z.object({ definition: MeasureId, rows: z.array(Share) }),
    handovers: z.object({ definition: MeasureId, rows: z.array(Share) }),
  }),
});

export type Overview = z.infer<typeof overview.answer>;

/**
 * One measure over time. The period says from when to when, `by` how long each point is. A point is
 * always a whole day, week, … so that the first and the last may reach beyond the period, and equal
 * what the same period shows for itself. Without `split` there is one line, with it one for each
 * channel that was asked for, or that there is; none when the period is missing.
 */
export const series = endpoint({
  method: 'GET',
  path: '/statistics/series',
  permission: 'see-statistics',
  query: StatisticsQuery.extend({
    measure: MeasureId,
    by: z.enum(PERIOD_KINDS).exclude(['programme']).default('day'),
    /** Only this key of the measure: one topic, one decision. */
    key: z.string().min(1).max(200).optional(),
    /** A line for each channel, instead of one. */
    split: z.enum(['channel']).optional(),
  }),
  body: Nothing,
  answer: z.object({
    period: Period,
    definition: MeasureId,
    /** How people call the key that was asked for; null without one, or where it has no name. */
    keyLabel: z.string().nullable(),
    lines: z.array(
      z.object({
        /** Null: all channels that were asked for, together. */
        channel: z.string().nullable(),
        points: z.array(Point),
      }),
    ),
  }),
});

/** One measure of a period, by channel, by source or by its own key; most first. */
export const breakdown = endpoint({
  method: 'GET',
  path: '/statistics/breakdown',
  permission: 'see-statistics',
  query: StatisticsQuery.extend({
    measure: MeasureId,
    by: z.enum(['channel', 'source', 'key']),
  }),
  body: Nothing,
  answer: z.object({
    period: Period,
    definition: MeasureId,
    /**
     * The whole, counted for itself: where the definition is `distinct`, the rows by source may add
     * up to more. Null when there is no data for that time.
     */
    total: Count.nullable(),
    rows: z.array(Share),
  }),
});

/** The period's figures, breakdowns and trend as XLSX, with period and filters in the head and the definitions on a sheet. */
export const exportStatistics = endpoint({
  method: 'GET',
  path: '/statistics/export',
  permission: 'export',
  query: StatisticsQuery,
  body: Nothing,
  answer: File,
  audit: 'exported',
});

/**
 * Asked before a chart's picture is saved. The browser draws it of figures it has already; who may not
 * take files gets no picture, and who may stands in the audit log with the picture's name.
 */
export const exportPicture = endpoint({
  method: 'POST',
  path: '/statistics/picture',
  permission: 'export',
  query: StatisticsQuery,
  body: z.object({
    /** The file's: letters of any language, figures, dots and hyphens. */
    name: z
      .string()
      .max(200)
      .regex(/^[\p{L}\p{N}.-]+\.png$/u, "is not a picture's name"),
  }),
  answer: Done,
  audit: 'exported',
});
