/** A button of a card or of the suggested actions, as Direct Line carries it. */
export interface CardAction {
  type: string;
  title?: string;
  text?: string;
  displayText?: string;
  value?: unknown;
}

/** The part of a Bot Framework activity that the widget reads or writes. */
export interface Activity {
  type: string;
  /** Given by the server; unique within the conversation. */
  id?: string;
  from?: { id?: string; role?: string };
  /** Of an event. */
  name?: string;
  text?: string;
  locale?: string;
  value?: unknown;
  suggestedActions?: { actions?: CardAction[] };
  attachments?: {
    contentType: string;
    content?: { title?: string; subtitle?: string; text?: string; buttons?: CardAction[] };
  }[];
  channelData?: {
    /** Given by the sender; how it knows its own message again in what the server sends back. */
    clientActivityId?: string;
    /** What a pressed button showed, where that is not the text it sent. */
    messageBack?: { displayText?: string };
  };
}

/** A set of activities as a GET or a WebSocket frame carries it. */
export interface ActivitySet {
  activities: Activity[];
  /** Where to go on from. Absent: go on from the last one known. */
  watermark?: string;
}

/** Content type of the card that holds a link and where it leads. */
export const HERO_CARD = 'application/vnd.microsoft.card.hero';

/** Whether it is the person's own message that came back, from this visit or an earlier one. */
export function isOwn(activity: Activity): boolean {
  const role = activity.from?.role;
  if (role !== undefined) return role === 'user';
  return activity.channelData?.clientActivityId !== undefined;
}
