import type { CalendarDate } from '../../engine/value.ts';
import { definitionOf, type Scope } from './definitions.ts';
import type { Measure } from './measure.ts';
import { storedSource, storedSourceSql } from './stored.ts';

/** A figure, to find the conversations that it counts. */
export interface Counted {
  measure: Measure;
  /** One of the measure's own keys; absent: all of them. */
  key?: string | undefined;
  /** First and last day; both count. */
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
  /** As the statistics' filters name it: `-` for what came without one. */
  source?: string | undefined;
}

/**
 * SQL that is true of a conversation that the figure counts: the figure's own definition, within that
 * conversation. `conversation` is SQL for its id; `value` takes a parameter in and names it.
 */
export function countedSql(
  { measure, key, from, to, source }: Counted,
  conversation: string,
  value: (given: unknown) => string,
): string {
  const definition = definitionOf(measure);
  const first = from === undefined ? undefined : value(from);
  const last = to === undefined ? undefined : value(to);
  // `+ 0` keeps the planner from reading everybody's events of those days beside the conversation's few.
  const scope: Scope = (event) =>
    [
      `${event}.conversation_id = ${conversation}`,
      ...(first === undefined ? [] : [`${event}.day + 0 >= ${first}::date`]),
      ...(last === undefined ? [] : [`${event}.day + 0 <= ${last}::date`]),
    ].join(' AND ');
  const where = [
    scope('e'),
    definition.where,
    key === undefined ? `(${definition.key}) IS NOT NULL` : `(${definition.key}) = ${value(key)}`,
    ...(source === undefined
      ? []
      : [`${storedSourceSql('e.source')} = ${value(storedSource(source))}`]),
  ].join(' AND ');
  // OFFSET keeps the planner from counting the figure for everybody, to join with that.
  return `EXISTS (SELECT FROM ${definition.from(scope)} WHERE ${where} OFFSET 0)`;
}
