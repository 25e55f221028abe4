import type { Pool } from '../../database/client.ts';

/** A channel's last signs of life. */
export interface Activity {
  channel: string;
  received: Date | null;
  sent: Date | null;
  unread: number;
  pending: number;
}

/** The newest rows that are looked through, and conversations of each channel. */
const ROWS = 2000;
const CONVERSATIONS = 200;

/**
 * The queues hold no index by channel, which every message would have to pay for. So: the newest
 * rows of the queues, and, only for channels that are not among them, their newest conversations.
 */
const ACTIVITY = `
SELECT c.channel,
       coalesce(i.received, (
         SELECT max(m.at) FROM (
           SELECT conversation_id FROM conversation_summary WHERE channel = c.channel
            ORDER BY last_at DESC LIMIT 1
         ) AS s JOIN message m ON m.conversation_id = s.conversation_id AND m.direction = 'in'
       )) AS received,
       coalesce(o.sent, (
         SELECT max(o.sent_at) FROM (
           SELECT conversation_id FROM conversation_summary WHERE channel = c.channel
            ORDER BY last_at DESC LIMIT ${CONVERSATIONS}
         ) AS s JOIN outbox o ON o.conversation_id = s.conversation_id AND o.status = 'sent'
       )) AS sent,
       coalesce(u.depth, 0) AS unread, coalesce(p.depth, 0) AS pending
  FROM unnest($1::text[]) AS c(channel)
  LEFT JOIN (SELECT channel, max(received_at) AS received
               FROM (SELECT channel, received_at FROM inbox ORDER BY id DESC LIMIT ${ROWS}) AS newest
              GROUP BY channel) AS i ON i.channel = c.channel
  LEFT JOIN (SELECT channel, max(sent_at) AS sent
               FROM (SELECT channel, sent_at FROM outbox ORDER BY id DESC LIMIT ${ROWS}) AS newest
              GROUP BY channel) AS o ON o.channel = c.channel
  LEFT JOIN (SELECT channel, count(*)::int AS depth FROM inbox WHERE status = 'unread'
              GROUP BY channel) AS u ON u.channel = c.channel
  LEFT JOIN (SELECT channel, count(*)::int AS depth FROM outbox WHERE status = 'pending'
              GROUP BY channel) AS p ON p.channel = c.channel`;

/** The last signs of life of these channels, and what waits on them. */
export async function activityOf(
  pool: Pool,
  channels: readonly string[],
): Promise<Map<string, Activity>> {
  const { rows } = await pool.query<Activity>(ACTIVITY, [channels]);
  return new Map(rows.map((row) => [row.channel, row]));
}

/** A queue as a whole. */
export interface Queue {
  depth: number;
  oldestAt: string | null;
}

/** What waits to be answered, and what to be sent. */
export async function queues(pool: Pool): Promise<{ inbox: Queue; outbox: Queue }> {
  const { rows } = await pool.query<Record<'unread' | 'pending', number> & Oldest>(
    `SELECT i.depth AS unread, i.oldest AS unread_since, o.depth AS pending, o.oldest AS pending_since
       FROM (SELECT count(*)::int AS depth, min(received_at) AS oldest FROM inbox
              WHERE status = 'unread') AS i,
            (SELECT count(*)::int AS depth, min(created_at) AS oldest FROM outbox
              WHERE status = 'pending') AS o`,
  );
  const { unread, unread_since, pending, pending_since } = rows[0]!;
  return {
    inbox: { depth: unread, oldestAt: unread_since?.toISOString() ?? null },
    outbox: { depth: pending, oldestAt: pending_since?.toISOString() ?? null },
  };
}

type Oldest = Record<'unread_since' | 'pending_since', Date | null>;
