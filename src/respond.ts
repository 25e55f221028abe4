import type { Assistant } from './assistant.ts';
import type { Respond } from './delivery/respond.ts';

/** The assistant as delivery wants it: a message from a channel in, a turn out. */
export function toRespond(assistant: Assistant): Respond {
  return (state, message, now) => {
    const { text, tap, attachment } = message;
    if (tap !== undefined) return assistant.respond(state, { tap }, now);
    if (attachment !== undefined)
      return assistant.respond(state, { attachment: attachment.kind }, now);
    return assistant.respond(state, { text: text ?? '' }, now);
  };
}
