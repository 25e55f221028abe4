import type { Router } from 'express';
import type { Accepted, ChannelContext } from '../channel.ts';
import type { Inbound } from '../inbound.ts';
import { createHandsBack } from '../keywords.ts';
import { webhook } from '../webhook.ts';
import { ZaloEvent } from './event.ts';
import { accountOf, type Happened, HELLO, OFFICER, readEvent } from './events.ts';
import type { ZaloSettings } from './settings.ts';
import { signedWith } from './signature.ts';

export interface ZaloInboxParts {
  settings: ZaloSettings;
  context: ChannelContext;
  /** Our account, as far as known. */
  oaId(): string | undefined;
  /** Whether this node sent that message. */
  sentHere(messageId: string): boolean;
}

/** Where Zalo posts its events. */
export const WEBHOOK_PATH = '/webhooks/zalo';

/**
 * The webhook. Zalo hears 200 whatever it was: its probe is unsigned, and refusals switch the
 * webhook off. What is not signed changes nothing; what no conversation is about is counted
 * (`zalo_events`, by name), and of names we do not know the fields are logged, without what is in them.
 */
export function zaloInbox({ settings, context, oaId, sentHere }: ZaloInboxParts): Router {
  const { log, metrics, pool, words } = context;
  const handsBack = createHandsBack(words);
  const { appId, secretKey, signedId } = settings;
  /** Once in a process is enough. */
  let isTold = false;

  async function isKnown(person: string): Promise<boolean> {
    const { rowCount } = await pool.query(
      `SELECT FROM conversation WHERE channel = 'zalo' AND person = $1`,
      [person],
    );
    return rowCount !== 0;
  }

  /** Should our own messages come back with an `admin_id` after all, they silence nobody. */
  async function isOurs(person: string, messageId: string): Promise<boolean> {
    if (sentHere(messageId)) return true;
    const { rowCount } = await pool.query(
      `SELECT FROM outbox o JOIN conversation c ON c.id = o.conversation_id
        WHERE c.channel = 'zalo' AND c.person = $1 AND o.delivered_id = $2`,
      [person, messageId],
    );
    return rowCount !== 0;
  }

  async function accept(message: Inbound): Promise<Accepted> {
    const { eventId, person } = message;
    // Someone we have talked with is not greeted again in the middle of it.
    if (eventId.startsWith(HELLO) && (await isKnown(person))) return 'dropped';
    if (eventId.startsWith(OFFICER) && (await isOurs(person, eventId.slice(OFFICER.length)))) {
      return 'dropped';
    }
    return context.accept(message);
  }

  function read(body: unknown): Happened {
    try {
      return readEvent(body, handsBack);
    } catch (error) {
      log.warn({ channel: 'zalo', fields: fieldsOf(body) }, 'an event of another shape');
      throw error;
    }
  }

  return webhook({
    accept,
    metrics,
    log,
    now: context.now,
    channel: 'zalo',
    path: WEBHOOK_PATH,
    refusals: { unsigned: 200, malformed: 200 },
    verify(request) {
      if (secretKey === undefined) return false;
      const account = accountIn(request.body);
      const ids = { app: appId, oa: account };
      const id = ids[signedId];
      const timestamp = id === undefined ? undefined : signedWith(request, { id, secretKey });
      if (timestamp !== undefined) {
        if (!isTold) log.info({ channel: 'zalo', timestamp }, 'Zalo signs with this timestamp');
        isTold = true;
        return true;
      }
      const other = ids[signedId === 'app' ? 'oa' : 'app'];
      if (other !== undefined && signedWith(request, { id: other, secretKey }) !== undefined) {
        log.error({ channel: 'zalo' }, 'Zalo signs with the other id: change ZALO_OA_SIGNED_ID');
      }
      return false;
    },
    parse(body) {
      const { event, messages, strange } = read(body);
      const account = accountOf(event);
      const ours = oaId();
      if (ours !== undefined && account !== undefined && account !== ours) {
        metrics.count('zalo_foreign_account');
        return [];
      }
      // Names that we do not know are the platform's, but not endless for that.
      metrics.count('zalo_events', { event: strange ? 'other' : event.event_name });
      if (strange) {
        const seen = { event: event.event_name, fields: fieldsOf(body) };
        log.warn({ channel: 'zalo', ...seen }, 'an event that we do not know');
      }
      return messages;
    },
  });
}

function accountIn(body: unknown): string | undefined {
  try {
    return accountOf(ZaloEvent.parse(body));
  } catch {
    return undefined;
  }
}

/** Names of fields, two deep; no value. */
function fieldsOf(body: unknown): string[] {
  const names = (value: unknown) =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return names(body)
    .flatMap(([name, value]) => [name, ...names(value).map(([inner]) => `${name}.${inner}`)])
    .filter((name) => /^[A-Za-z_.]{1,64}$/.test(name))
    .slice(0, 40);
}
