import { CAPABILITIES, type Capabilities } from '../capabilities.ts';
import { type Rendered, type RenderWords, render } from '../render.ts';
import { TAP } from './events.ts';
import { personNamed } from './person.ts';
import type { ZaloSettings } from './settings.ts';

/** A call of the OpenAPI that sends one message. */
export interface ZaloMessage {
  path: string;
  body: unknown;
}

/** The table's line; payloads lose the room of the mark that tells them from words. */
export function zaloCapabilities({ buttons: can }: Pick<ZaloSettings, 'buttons'>): Capabilities {
  const { buttons, links, ...rest } = CAPABILITIES.zalo;
  if (!can || buttons === undefined || links === undefined) return rest;
  const payload = { ...buttons.payload, max: buttons.payload.max - TAP.length };
  return { ...rest, buttons: { ...buttons, payload }, links };
}

/**
 * The calls for one rendered message: a consultation message of v3.0 with its buttons, or, to
 * someone not logged in, v2.0 texts without any (their choices become numbers).
 */
export function zaloMessages(person: string, message: Rendered, words: RenderWords): ZaloMessage[] {
  const to = personNamed(person);
  if ('userId' in to) {
    const body = { recipient: { user_id: to.userId }, message: consultation(message) };
    return [{ path: '/v3.0/oa/message/cs', body }];
  }
  const recipient = { anonymous_id: to.anonymousId, conversation_id: to.conversationId };
  const { link } = message;
  const reply = {
    text: message.text,
    buttons: message.buttons,
    ...(link !== undefined && { link: { ...link, name: '' } }),
  };
  return render(reply, zaloCapabilities({ buttons: false }), words).map(({ text }) => ({
    path: '/v2.0/oa/message',
    body: { recipient, message: { text } },
  }));
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
