import type { Pool } from '../../database/client.ts';
import type { MISUNDERSTOOD, MisunderstoodFilter } from '../contract/misunderstood.ts';
import { NO_SOURCE } from '../contract/statistics.ts';
import { endOf, startOf } from './day.ts';

/** A group as it is counted within a filter. */
export interface GroupRow {
  id: string;
  count: number;
  not_understood: number;
}

/** One message of a group. */
export interface MisunderstoodRow {
  message_id: string;
  group_id: string;
  conversation_id: string;
  seq: number;
  channel: string;
  ending: (typeof MISUNDERSTOOD)[number];
  at: Date;
  text: string;
  /** Topics that were offered. */
  offered: string[];
}

/** The groups of a page, most frequent first (of equals the newest), with what there is in all. */
export async function misunderstoodGroups(
  pool: Pool,
  filter: MisunderstoodFilter,
  { page, size }: { page: number; size: number },
): Promise<{
  groups: GroupRow[];
  total: { groups: number; messages: number; notUnderstood: number };
}> {
  const { where, values } = conditions(filter);
  const { rows } = await pool.query(
    `WITH counted AS MATERIALIZED (
       SELECT group_id AS id, count(*)::int AS count,
              count(*) FILTER (WHERE ending = 'not-understood')::int AS not_understood
         FROM misunderstood_message WHERE ${where} GROUP BY group_id
     )
     SELECT (SELECT coalesce(json_agg(page), '[]') FROM (
               SELECT id::text, count, not_understood FROM counted
                ORDER BY count DESC, counted.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}
             ) AS page) AS groups,
            count(*)::int AS all_groups, coalesce(sum(count), 0)::int AS messages,
            coalesce(sum(not_understood), 0)::int AS not_understood
       FROM counted`,
    values,
  );
  const { groups, all_groups, messages, not_understood } = rows[0];
  return { groups, total: { groups: all_groups, messages, notUnderstood: not_understood } };
}

/** The latest messages of each of these groups, newest first. */
export async function latestOf(
  pool: Pool,
  groups: readonly string[],
  filter: MisunderstoodFilter,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<MisunderstoodRow[]> {
  const { where, values, value } = conditions(filter);
  const older = before === undefined ? 'true' : `message_id < ${value(before)}::bigint`;
  const { rows } = await pool.query<MisunderstoodRow>(
    `SELECT l.*, m.text,
            CASE WHEN l.ending = 'offered-choices' AND m.understood #>> '{topics,zone}' = 'choose' THEN (
              SELECT coalesce(array_agg(c ->> 'topic'), '{}')
                FROM jsonb_path_query(m.understood, '$.topics.candidates[0 to 2]') AS c
            ) ELSE '{}' END AS offered
       FROM unnest(${value(groups)}::bigint[]) AS g(id)
      CROSS JOIN LATERAL (
        SELECT message_id, group_id, conversation_id, seq, channel, ending, at
          FROM misunderstood_message WHERE group_id = g.id AND ${where} AND ${older}
         ORDER BY message_id DESC LIMIT ${limit}
      ) AS l
       JOIN message m ON m.id = l.message_id
      ORDER BY l.message_id DESC`,
    values,
  );
  return rows;
}

function conditions({ from, to, channel, source, ending }: MisunderstoodFilter) {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const where = ['true'];
  if (from !== undefined) where.push(`at >= ${value(startOf(from))}::timestamptz`);
  if (to !== undefined) where.push(`at < ${value(endOf(to))}::timestamptz`);
  if (channel !== undefined) where.push(`channel = ANY (${value(channel.split(','))}::text[])`);
  if (source === NO_SOURCE) where.push('source IS NULL');
  else if (source !== undefined) where.push(`source = ${value(source)}`);
  if (ending !== undefined) where.push(`ending = ${value(ending)}`);
  return { where: where.join(' AND '), values, value };
}
