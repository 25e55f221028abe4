import type { OutreachEvent } from '../engine/event.ts';

/** The programme's time zone: events are counted by its calendar days. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** SQL for the calendar day of an instant. */
export function daySql(instant: string): string {
  return `(${instant} AT TIME ZONE '${TIME_ZONE}')::date`;
}

/** A row of `event` without its day; names as the table's columns. */
export interface EventRow {
  at: Date;
  type: OutreachEvent['type'];
  conversation_id: string;
  channel: string;
  source: string | null;
  topic: string | null;
  flow: string | null;
  rule: string | null;
  outcome: string | null;
  reason: string | null;
  link: string | null;
}

/** An event as it is stored: with the conversation it belongs to and where that came from. */
export function eventRow(
  event: OutreachEvent,
  of: { conversationId: string; channel: string; source: string | null; at: Date },
): EventRow {
  const has: Partial<Record<keyof EventRow, string | null>> = event;
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
  };
}
