import type { Pool } from '../../database/client.ts';
import { forgottenEvent } from '../../database/forgotten-event.ts';
import { type Envelope, personOf } from './activity.ts';

/** Where a conversation is answered. */
export interface Reference {
  channelId: string;
  conversationId: string;
  /** As the service's own token vouched for. */
  serviceUrl: string;
  botId: string;
  botName: string | null;
  /** Null once the person was erased. */
  userId: string | null;
}

/** References by the house's name for the person, for all nodes. */
export interface References {
  /**
   * Keeps where the sender of a verified activity is answered from now on; nothing if the inbox has
   * its event already, as what is sent again must neither change this nor bring back who was erased.
   */
  keep(envelope: Envelope, eventId: string): Promise<void>;
  find(person: string): Promise<Reference | undefined>;
}

const KEEP = `
INSERT INTO bot_service_conversation
  (person, channel_id, conversation_id, service_url, bot_id, bot_name, user_id)
SELECT $1, $2, $3, $4, $5, $6, $7
 WHERE NOT EXISTS (SELECT FROM inbox WHERE channel = 'bot-service'
                      AND event_id IN ($8, ${forgottenEvent('$8')}))
ON CONFLICT (person) DO UPDATE SET service_url = excluded.service_url, bot_id = excluded.bot_id,
  bot_name = excluded.bot_name, last_at = now(),
  user_id = coalesce(excluded.user_id, bot_service_conversation.user_id)`;

const FIND = `
SELECT channel_id AS "channelId", conversation_id AS "conversationId", service_url AS "serviceUrl",
       bot_id AS "botId", bot_name AS "botName", user_id AS "userId"
  FROM bot_service_conversation WHERE person = $1`;

export function createReferences(pool: Pool): References {
  return {
    async keep(envelope, eventId) {
      const { channelId, conversation, serviceUrl, from, recipient } = envelope;
      const user = from?.id === recipient.id ? null : (from?.id ?? null);
      const values = [channelId, conversation.id, serviceUrl, recipient.id, recipient.name ?? null];
      await pool.query({
        name: 'bot-service-keep',
        text: KEEP,
        values: [personOf(envelope), ...values, user, eventId],
      });
    },
    async find(person) {
      const { rows } = await pool.query<Reference>({
        name: 'bot-service-find',
        text: FIND,
        values: [person],
      });
      return rows[0];
    },
  };
}
