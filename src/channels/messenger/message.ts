import type { Capabilities } from '../capabilities.ts';
import type { Rendered } from '../render.ts';
import { MESSENGER } from './capabilities.ts';
import { MARK, TAP } from './events.ts';

/** What the platform takes; payloads lose the room of the mark that tells ours from others'. */
export function messengerCapabilities(): Capabilities {
  const { buttons, ...rest } = MESSENGER;
  const payload = { ...buttons.payload, max: buttons.payload.max - TAP.length };
  return { ...rest, buttons: { ...buttons, payload } };
}

/**
 * The body of a send: an answer to what the person wrote (`RESPONSE`), choices as quick replies,
 * which disappear when one was chosen, a link as the one button of a button template.
 */
export function messageTo(person: string, { text, buttons, link }: Rendered): unknown {
  const template = link && {
    template_type: 'button',
    text,
    buttons: [{ type: 'web_url', title: link.label, url: link.url }],
  };
  const quickReplies = buttons.map(({ label, payload }) => ({
    content_type: 'text',
    title: label,
    payload: `${TAP}${payload}`,
  }));
  return {
    recipient: { id: person },
    messaging_type: 'RESPONSE',
    message: {
      ...(template === undefined
        ? { text }
        : { attachment: { type: 'template', payload: template } }),
      ...(quickReplies.length > 0 && { quick_replies: quickReplies }),
      metadata: MARK,
    },
  };
}
