import { Router } from 'express';
import type { ChannelContext } from '../channel.ts';
import type { Inbound } from '../inbound.ts';
import { createHandsBack } from '../keywords.ts';
import { webhook } from '../webhook.ts';
import { challenge } from './challenge.ts';
import { Batch } from './event.ts';
import { type EventParts, readEvent } from './events.ts';
import type { MessengerSettings } from './settings.ts';
import { isSigned } from './signature.ts';

/** Where Facebook asks and posts. */
export const WEBHOOK_PATH = '/webhooks/messenger';

/** A thousand events may come at once; bytes. */
const LIMIT = 1024 * 1024;

/**
 * The webhook. One event of an unknown shape costs none of those that came with it; events are
 * counted by name (`messenger_events`), and of those that we do not know the fields are logged,
 * without what is in them. What comes in `standby` is another app's, or an officer's: silence.
 */
export function messengerInbox(settings: MessengerSettings, context: ChannelContext): Router {
  const { accept, log, metrics, now, words } = context;
  const { appId, appSecret, pageId, refs, verifyToken } = settings;
  const pattern = refs === undefined ? undefined : new RegExp(`^(?:${refs})$`, 'u');
  const parts: EventParts = {
    appId,
    isOurs: (ref) => pattern?.test(ref) ?? true,
    handsBack: createHandsBack(words),
  };
  const count = (event: string, by = 1) => metrics.count('messenger_events', { event }, by);

  function read(given: unknown): Inbound[] {
    const fields = fieldsOf(given);
    try {
      const { name, messages } = readEvent(given, parts);
      count(name);
      if (name === 'other') log.warn({ channel: 'messenger', fields }, 'an event we do not know');
      return messages;
    } catch {
      metrics.count('webhook_refused', { channel: 'messenger', reason: 'unknown' });
      log.warn({ channel: 'messenger', fields }, 'an event of another shape');
      return [];
    }
  }

  const posts = webhook({
    accept,
    metrics,
    log,
    now,
    channel: 'messenger',
    path: WEBHOOK_PATH,
    limit: LIMIT,
    verify: (request) => isSigned(request, appSecret),
    parse(body) {
      const { object, entry } = Batch.parse(body);
      if (object !== 'page') {
        count('other-object');
        return [];
      }
      return entry.flatMap(({ id, messaging = [], standby = [] }) => {
        if (standby.length > 0) count('standby', standby.length);
        if (pageId === undefined || id === pageId) return messaging.flatMap(read);
        count('other-page');
        return [];
      });
    },
  });
  return Router().use(posts, challenge(WEBHOOK_PATH, verifyToken, metrics));
}

/** Names of fields, two deep; no value. */
function fieldsOf(given: unknown): string[] {
  const names = (value: unknown) =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return names(given)
    .flatMap(([name, value]) => [name, ...names(value).map(([inner]) => `${name}.${inner}`)])
    .filter((name) => /^[A-Za-z_.]{1,64}$/.test(name))
    .slice(0, 40);
}
