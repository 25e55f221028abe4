import { useSearchParams } from 'react-router';
import {
  breakdown,
  type Definition,
  type Measure,
  PERIOD_KINDS,
  type PeriodKind,
  series,
} from '../../../contract/statistics.ts';
import { usePeriod } from '../../parts/period.tsx';

type Step = Exclude<PeriodKind, 'programme'>;

/** What of the statistics the page shows, beside the period and the filters. */
export interface Choice {
  measure: Measure;
  by: 'key' | 'channel' | 'source';
  step: Step;
  /** The lengths a point may have: none longer than the period. */
  steps: readonly Step[];
  /** A line for each channel. */
  isSplit: boolean;
  /** Only this key of the measure. */
  key: string | undefined;
}

const STEPS = PERIOD_KINDS.filter((kind): kind is Step => kind !== 'programme');

/**
 * The choice as the address has it (`measure`, `by`, `step`, `split`, `key`); what it says wrongly,
 * or what the measure does not have, is as if it did not say it.
 */
export function useChoice(definitions: readonly Definition[]): {
  choice: Choice;
  choose(
    next: Partial<Record<'measure' | 'by' | 'step' | 'split' | 'key', string | undefined>>,
  ): void;
} {
  const [params, setParams] = useSearchParams();
  const { kind } = usePeriod().query;
  const measure = series.query.shape.measure.safeParse(params.get('measure')).data ?? 'accounts';
  const hasKeys = definitions.find(({ id }) => id === measure)?.keys != null;
  const by = breakdown.query.shape.by.safeParse(params.get('by')).data;
  const steps = kind === 'programme' ? STEPS : STEPS.slice(0, STEPS.indexOf(kind) + 1);
  const step = steps.find((one) => one === params.get('step'));
  return {
    choice: {
      measure,
      by: by === undefined || (by === 'key' && !hasKeys) ? (hasKeys ? 'key' : 'channel') : by,
      steps,
      step: step ?? (kind === 'programme' ? 'week' : 'day'),
      isSplit: params.get('split') === 'channel',
      key: hasKeys ? (params.get('key') ?? undefined) : undefined,
    },
    choose: (next) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }),
  };
}
