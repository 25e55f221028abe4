import type { MessageSeen } from '../../../contract/conversations.ts';

/** A message with the replies it was answered by; replies that nobody asked for stand without one. */
export interface Turn {
  message: MessageSeen | undefined;
  replies: MessageSeen[];
}

/** Messages in their order, as turns. */
export function turnsOf(messages: readonly MessageSeen[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.direction === 'in') turns.push({ message, replies: [] });
    else if (last === undefined) turns.push({ message: undefined, replies: [message] });
    else last.replies.push(message);
  }
  return turns;
}
