import type { Ending, OutreachEvent } from '../engine/event.ts';

/** The programme's time zone: events are counted by its calendar days. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** SQL for the calendar day of an instant. */
export function daySql(instant: string): string {
  return `(${instant} AT TIME ZONE '${TIME_ZONE}')::date`;
}

/**
 * A message that the assistant answered: how the turn ended, and what it newly passed (see
 * `TurnResult.passed`). The first event of its turn; what the turn did besides follows it.
 */
export interface MessageEvent {
  type: 'message';
  ending: Ending;
  path: readonly string[];
}

/** Everything that is counted. */
export type CountedEvent = OutreachEvent | MessageEvent;

/** A row of `event` without its day; names as the table's columns. */
export interface EventRow {
  at: Date;
  type: CountedEvent['type'];
  conversation_id: string;
  channel: string;
  source: string | null;
  topic: string | null;
  flow: string | null;
  rule: string | null;
  outcome: string | null;
  reason: string | null;
  link: string | null;
  /** See `account.ts`. */
  account: string;
  ending: Ending | null;
  path: readonly string[] | null;
}

/** What an event may name. */
type Named = 'type' | 'source' | 'topic' | 'flow' | 'rule' | 'outcome' | 'reason' | 'link';

/** An event as it is stored: with the conversation it belongs to and where that came from. */
export function eventRow(
  event: CountedEvent,
  of: { conversationId: string; channel: string; account: string; source: string | null; at: Date },
): EventRow {
  const turn = event.type === 'message' ? event : undefined;
  const has: Partial<Record<Named, string | null>> = event;
  return {
    at: of.at,
    type: event.type,
    conversation_id: of.conversationId,
    channel: of.channel,
    source: has.source ?? of.source,
    topic: has.topic ?? null,
    flow: has.flow ?? null,
    rule: has.rule ?? null,
    outcome: has.outcome ?? null,
    reason: has.reason ?? null,
    link: has.link ?? null,
    account: of.account,
    ending: turn?.ending ?? null,
    path: turn === undefined || turn.path.length === 0 ? null : turn.path,
  };
}
