import { HERO_CARD, replyActivity, type StoredActivity } from '../direct-line/activity.ts';
import type { Rendered } from '../render.ts';
import type { Reference } from './store.ts';

/** Channels of Bot Service whose clients show suggested actions that carry a value: Web Chat's. */
const SUGGESTS = new Set(['directline', 'webchat', 'emulator']);

/** An activity as Bot Service takes it. */
export type BotActivity = Omit<StoredActivity, 'from' | 'suggestedActions'> & {
  suggestedActions?: { to: string[] } & StoredActivity['suggestedActions'];
};

/**
 * A message as one activity: its choices as suggested actions, its link as a hero card. Elsewhere
 * than in Web Chat (Teams …) suggested actions carry no payload or are not shown at all: there
 * everything stands on the card.
 */
export function messageActivity(
  message: Rendered,
  to: Pick<Reference, 'channelId' | 'userId'>,
): BotActivity {
  const { from, suggestedActions, attachments, ...rest } = replyActivity(message, NOBODY);
  if (SUGGESTS.has(to.channelId)) {
    return {
      ...rest,
      ...(attachments !== undefined && { attachments }),
      ...(suggestedActions !== undefined && {
        suggestedActions: { to: to.userId === null ? [] : [to.userId], ...suggestedActions },
      }),
    };
  }
  const { link } = message;
  const buttons = [
    ...(link === undefined ? [] : [{ type: 'openUrl', title: link.label, value: link.url }]),
    ...(suggestedActions?.actions ?? []),
  ];
  if (buttons.length === 0) return rest;
  const content = { ...(link !== undefined && { subtitle: link.host }), buttons };
  return { ...rest, attachments: [{ contentType: HERO_CARD, content }] };
}

/** Who an activity is from stands in its conversation's reference. */
const NOBODY = { id: '', name: '', role: 'bot' } as const;
