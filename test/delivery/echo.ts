import type { Inbound } from '../../src/channels/inbound.ts';
import type { Respond } from '../../src/delivery/respond.ts';
import type { OutreachEvent } from '../../src/engine/event.ts';
import type { Reply } from '../../src/engine/reply.ts';
import { newConversation } from '../../src/engine/state.ts';
import type { Understood } from '../../src/engine/understood.ts';

/** A message as channels make it; `text` unless told otherwise. */
export function message(person: string, eventId: string, text: string): Inbound {
  return { channel: 'test', person, eventId, at: new Date('2026-11-22T02:00:00Z'), text };
}

/**
 * A small responder in place of the bot: it answers "2: hello" to the second message "hello", so
 * that an answer tells how many turns its conversation had before. Some words make it do more.
 */
export const echo: Respond = (state, { text = '', tap, attachment }) => {
  const said = text || tap || attachment?.kind || '';
  if (said === 'throw') throw new Error('the responder fails');
  if (said === 'nothing') return undefined as never;
  if (said === 'erase') {
    return {
      ...turn([{ type: 'erasure-asked' }], [{ text: 'erased', buttons: [] }]),
      state: newConversation(),
    };
  }
  const count = state.misses + 1;
  const reply: Reply = { text: `${count}: ${said}`, buttons: [] };
  if (said === 'link') {
    const link = { name: 'site', label: 'Open', url: 'https://example.vn/a', host: 'example.vn' };
    const events: OutreachEvent[] = [{ type: 'link-offered', link: 'site' }];
    return { ...turn(events, [{ ...reply, link }]), state: { ...state, misses: count } };
  }
  if (said === 'secret') reply.record = `${count}: ***`;
  // A character that PostgreSQL's JSON refuses.
  const address = said === 'unstorable' ? { address: '\0' } : {};
  return { ...turn([], [reply], said), state: { ...state, misses: count, ...address } };
};

function turn(events: OutreachEvent[], replies: Reply[], text = 'masked') {
  return { understood: understood(text), events, replies, ending: 'answered' as const };
}

function understood(text: string): Understood {
  return {
    text,
    readings: [],
    correcting: false,
    question: false,
    topics: { zone: 'none', candidates: [], also: [] },
    personal: [],
  };
}
