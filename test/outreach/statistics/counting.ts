import type { Pool } from '../../../src/database/client.ts';
import { daySql } from '../../../src/outreach/events.ts';

/** An event as a test writes it; the rest has values of its own. */
export interface GivenEvent {
  type: string;
  /** `2026-11-22T09:00` in Vietnam, or only the day. */
  at: string;
  conversation?: number;
  channel?: string;
  source?: string | null;
  account?: number;
  topic?: string;
  flow?: string;
  rule?: string;
  outcome?: string;
  reason?: string | null;
  link?: string;
  ending?: string;
  path?: readonly string[];
}

/** The conversation a test numbers so. */
export const conversationId = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Writes events as the pipeline does, in this order and one transaction. */
export async function insertEvents(
  db: Pick<Pool, 'query'>,
  events: readonly GivenEvent[],
): Promise<void> {
  const rows = events.map(({ conversation = 1, at, account, ...rest }) => ({
    channel: 'web',
    source: null,
    ...rest,
    at: `${at.length === 10 ? `${at}T09:00` : at}:00+07:00`,
    conversation_id: conversationId(conversation),
    account: account ?? conversation,
  }));
  await db.query(
    `INSERT INTO event (at, day, type, conversation_id, channel, source, topic, flow, rule, outcome,
                        reason, link, account, ending, path)
     SELECT e.at, ${daySql('e.at')}, e.type, e.conversation_id, e.channel, e.source, e.topic, e.flow,
            e.rule, e.outcome, e.reason, e.link, e.account, e.ending, e.path
       FROM json_to_recordset($1::json)
         AS e(at timestamptz, type text, conversation_id uuid, channel text, source text, topic text,
              flow text, rule text, outcome text, reason text, link text, account bigint, ending text,
              path text[])`,
    [JSON.stringify(rows)],
  );
}

/** Every row that the statistics keep, to compare. */
export async function allRows(pool: Pool): Promise<Record<string, unknown[]>> {
  const tables = {
    daily:
      'SELECT definition, source, key, day::text, channel, count FROM statistic_daily ORDER BY 1, 2, 3, 4, 5',
    monthly:
      'SELECT definition, source, key, month::text, channel, count FROM statistic_monthly WHERE count <> 0 ORDER BY 1, 2, 3, 4, 5',
    reached:
      'SELECT kind, start::text, channel, source, account FROM reached ORDER BY 1, 2, 3, 4, 5',
    counts:
      'SELECT kind, start::text, channel, source, accounts FROM reached_count ORDER BY 1, 2, 3, 4',
  };
  const rows: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(tables)) rows[name] = (await pool.query(sql)).rows;
  return rows;
}
