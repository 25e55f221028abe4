import type { Filters } from '../../outreach/statistics/query.ts';
import type { StatisticsQuery } from '../contract/statistics.ts';

/** The filters of a query, as the statistics take them. */
export function filtersOf({ channels, source }: StatisticsQuery): Filters {
  return {
    ...(channels !== undefined && { channels: channels.split(',') }),
    ...(source !== undefined && { source }),
  };
}
