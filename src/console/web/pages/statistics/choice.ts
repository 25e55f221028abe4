import { z } from 'zod';
import {
  breakdown,
  type Definition,
  type Measure,
  PERIOD_KINDS,
  type PeriodKind,
  series,
} from '../../../contract/statistics.ts';
import { useAddress } from '../../parts/address.ts';
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

/** What of the page is in its address, beside the period and the filters. */
const Address = z.object({
  ...series.query.pick({ measure: true, key: true, split: true }).shape,
  step: series.query.shape.by,
  by: breakdown.query.shape.by,
});

/** The choice as the address has it; what the measure does not have is as if it did not say it. */
export function useChoice(definitions: readonly Definition[]) {
  const { query, change } = useAddress(Address);
  const { kind } = usePeriod().query;
  const { measure = 'accounts', by, key } = query;
  const hasKeys = definitions.find(({ id }) => id === measure)?.keys != null;
  const steps = kind === 'programme' ? STEPS : STEPS.slice(0, STEPS.indexOf(kind) + 1);
  const step = steps.find((one) => one === query.step);
  const choice: Choice = {
    measure,
    by: by === undefined || (by === 'key' && !hasKeys) ? (hasKeys ? 'key' : 'channel') : by,
    steps,
    step: step ?? (kind === 'programme' ? 'week' : 'day'),
    isSplit: query.split === 'channel',
    key: hasKeys ? key : undefined,
  };
  return { choice, choose: change };
}
