import type { Capabilities } from '../capabilities.ts';
import type { Rendered } from '../render.ts';
import { ZALO } from './capabilities.ts';
import { TAP } from './events.ts';
import { personNamed } from './person.ts';

/** A call of the OpenAPI that sends one message. */
export interface ZaloMessage {
  path: string;
  body: unknown;
}

/**
 * What can be shown: payloads lose the room of the mark that tells them from words. Where the
 * account's messages take no buttons, and to someone who is not logged in, choices are numbers.
 */
export function zaloCapabilities(can: { buttons: boolean }, person = ''): Capabilities {
  const { buttons, links, ...rest } = ZALO;
  if (!can.buttons || !('userId' in personNamed(person))) return rest;
  const payload = { ...buttons.payload, max: buttons.payload.max - TAP.length };
  return { ...rest, buttons: { ...buttons, payload }, links };
}

/**
 * The call for one rendered message: a consultation message of v3.0 with its buttons, or, to someone
 * not logged in, a v2.0 text.
 */
export function zaloMessage(person: string, message: Rendered): ZaloMessage {
  const to = personNamed(person);
  if ('userId' in to) {
    const body = { recipient: { user_id: to.userId }, message: consultation(message) };
    return { path: '/v3.0/oa/message/cs', body };
  }
  const recipient = { anonymous_id: to.anonymousId, conversation_id: to.conversationId };
  return { path: '/v2.0/oa/message', body: { recipient, message: { text: message.text } } };
}

function consultation({ text, buttons: offered, link }: Rendered): unknown {
  const buttons = [
    ...(link === undefined
      ? []
      : [{ title: link.label, type: 'oa.open.url', payload: { url: link.url } }]),
    // "hide": the payload does not appear in the chat as if the person had typed it.
    ...offered.map(({ label, payload }) => ({
      title: label,
      type: 'oa.query.hide',
      payload: `${TAP}${payload}`,
    })),
  ];
  if (buttons.length === 0) return { text };
  return { text, attachment: { type: 'template', payload: { buttons } } };
}
