import { useMemo } from 'react';
import type { Measure, Period, Share } from '../../../contract/statistics.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { usePeriod } from '../../parts/period.tsx';
import { SharesCard } from '../../parts/shares-card.tsx';

/** A measure of the overview by its own keys: topics, decisions, reasons. */
export function KeysCard({
  title,
  heading,
  shares,
  period,
}: {
  title: string;
  heading: string;
  shares: { definition: Measure; rows: readonly Share[] };
  period: Period;
}) {
  const { channels, source } = usePeriod().query;
  const { definition } = shares;
  const rows = useMemo(
    () =>
      shares.rows.map(({ key, label, value }) => ({
        key,
        name: label ?? key,
        value,
        to: conversationsBehind(
          definition,
          period,
          { ...(channels !== undefined && { channels }), ...(source !== undefined && { source }) },
          key,
        ),
      })),
    [shares, definition, period, channels, source],
  );
  return (
    <SharesCard title={title} heading={heading} measure={definition} rows={rows} period={period} />
  );
}
