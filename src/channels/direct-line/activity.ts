import type { Rendered } from '../render.ts';

/**
 * A Bot Framework activity as it is kept. What can be told from its row and its conversation (id,
 * timestamp, conversation, recipient) is added by {@link present} when a client gets it.
 */
export interface StoredActivity {
  /** `message`, `event`, `endOfConversation` or another word of the Activity schema. */
  type: string;
  from: Account;
  name?: string;
  code?: string;
  text?: string;
  textFormat?: 'plain';
  locale?: string;
  inputHint?: 'acceptingInput' | 'expectingInput';
  suggestedActions?: { actions: CardAction[] };
  attachments?: Attachment[];
  channelData?: Record<string, unknown>;
}

/** Who wrote or is written to. The published schema wants a name; a person's is never kept. */
export interface Account {
  id: string;
  name: string;
  role: 'bot' | 'user';
}

export interface CardAction {
  type: 'messageBack' | 'openUrl';
  title: string;
  /** What comes back: as the activity's `text` … */
  text?: string;
  /** … shown in the chat as this … */
  displayText?: string;
  /** … with this as its `value`; of `openUrl`, the address. */
  value: string | { payload: string };
}

export interface Attachment {
  contentType: string;
  name?: string;
  content?: unknown;
}

/** An activity as clients get it. */
export interface Activity extends Omit<StoredActivity, 'suggestedActions'> {
  id: string;
  timestamp: string;
  channelId: 'directline';
  conversation: { id: string };
  recipient: Account;
  suggestedActions?: { to: string[]; actions: CardAction[] };
}

/** The other end of a conversation; `name` is what people read as the sender of replies. */
export function assistantAccount(name: string): Account {
  return { id: 'assistant', name, role: 'bot' };
}

/** A person. Their id stands for their name too. */
export function userAccount(id: string): Account {
  return { id, name: id, role: 'user' };
}

export const HERO_CARD = 'application/vnd.microsoft.card.hero';

/**
 * A reply as one message activity. Buttons are suggested actions of type `messageBack`: Web Chat
 * then shows the label as what the person said and posts `value.payload` with it. A link is a hero
 * card that names the host it leads to.
 */
export function replyActivity(
  reply: Pick<Rendered, 'text' | 'buttons' | 'link'>,
  assistant: Account,
): StoredActivity {
  const { text, buttons, link } = reply;
  return {
    type: 'message',
    from: assistant,
    text,
    textFormat: 'plain',
    locale: 'vi-VN',
    inputHint: buttons.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(buttons.length > 0 && {
      suggestedActions: {
        actions: buttons.map(({ label, payload }) => ({
          type: 'messageBack',
          title: label,
          text: label,
          displayText: label,
          value: { payload },
        })),
      },
    }),
    ...(link !== undefined && {
      attachments: [
        {
          contentType: HERO_CARD,
          content: {
            title: link.label,
            subtitle: link.host,
            buttons: [{ type: 'openUrl', title: link.label, value: link.url }],
          },
        },
      ],
    }),
  };
}

/** That an answer is being made. It is not kept and has no number. */
export function typingActivity(conversationId: string, assistant: Account, at: Date): Activity {
  return {
    type: 'typing',
    id: `${conversationId}|typing`,
    timestamp: at.toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: assistant,
    recipient: userAccount('user'),
  };
}

/** The name of an activity for clients; its order is that of the conversation. */
export function activityId(conversationId: string, number: number): string {
  return `${conversationId}|${String(number).padStart(7, '0')}`;
}

/** A stored activity as the clients of its conversation get it. */
export function present(
  row: { number: number; activity: StoredActivity; at: Date },
  conversation: { id: string; userId: string | null },
  assistant: Account,
): Activity {
  const { suggestedActions, ...activity } = row.activity;
  const user = userAccount(conversation.userId ?? 'user');
  return {
    ...activity,
    id: activityId(conversation.id, row.number),
    timestamp: row.at.toISOString(),
    channelId: 'directline',
    conversation: { id: conversation.id },
    recipient: activity.from.role === 'bot' ? user : assistant,
    ...(suggestedActions !== undefined && {
      suggestedActions: { to: [user.id], ...suggestedActions },
    }),
  };
}
