import { Router } from 'express';
import { CHANNEL_NAMES } from '../../channels/all.ts';
import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import { ENDINGS } from '../../engine/event.ts';
import type { Understood } from '../../engine/understood.ts';
import { chosen } from '../audit/chosen.ts';
import {
  type ConversationFilter,
  type ConversationRow,
  conversation,
  conversationChoices,
  conversationSearch,
  revealMessage,
} from '../contract/conversations.ts';
import { dayIn } from '../conversations/day.ts';
import { decisionsIn, valuesOf } from '../conversations/facets.ts';
import { countConversations, findConversations } from '../conversations/search.ts';
import { sourcesSeen } from '../conversations/sources.ts';
import { transcript } from '../conversations/transcript.ts';
import { readingsSeen } from '../conversations/understood.ts';
import type { Cursor, Found } from '../conversations/walk.ts';
import { labelOf } from './labels.ts';
import { type ServeParts, serve } from './serve.ts';

/** What conversations are read with. */
export interface ConversationsParts extends ServeParts {
  pool: Pool;
  bot: Bot;
}

/** Matches are counted up to here. */
const COUNTED = 1000;

/** … and up to here for figures about which many are asked who then are not among them. */
const COUNTED_SLOWLY = 200;
const SLOW: readonly (string | undefined)[] = ['steps-left', 'answers-failed'];

const MISSING = { missing: true as const };

/** Searching conversations, and reading them. */
export function conversationsRouter(parts: ConversationsParts): Router {
  const { pool, bot } = parts;
  const router = Router();

  serve(router, parts, conversationSearch, async ({ query }) => {
    const { cursor, limit, ...filter } = query;
    const from = cursor === undefined ? undefined : parseCursor(cursor);
    if (cursor !== undefined && from === undefined) return MISSING;
    const page = { limit, ...(from && { cursor: from }) };
    const { found, more } = await findConversations(pool, filter, page);
    const last = found.at(-1);
    // A single page counts itself; of later ones nobody asks.
    const counted = more && from === undefined;
    const total = counted
      ? await countConversations(
          pool,
          filter,
          SLOW.includes(filter.measure) ? COUNTED_SLOWLY : COUNTED,
        )
      : { count: found.length, more: false };
    return {
      about: chosen(filter),
      look: JSON.stringify(filter),
      answer: {
        conversations: found.map((row) => rowSeen(bot, row)),
        next: more && last !== undefined ? formatCursor(last) : null,
        total: from === undefined ? total : null,
      },
    };
  });

  serve(router, parts, conversationChoices, async ({ query: { measure, key } }) => ({
    answer: {
      topics: [...bot.answers.values()].map(({ topic, title, group }) => ({
        topic,
        title,
        group: bot.groups.get(group)?.title ?? group,
      })),
      outcomes: [...bot.rules.values()].flatMap(({ name, outcomes }) =>
        // Those that only carry a check on are no event, so nothing is found by them.
        Object.entries(outcomes).flatMap(([outcome, kind]) =>
          kind === 'final' ? [`${name}:${outcome}`] : [],
        ),
      ),
      sources: await sourcesSeen(pool),
      channels: [...CHANNEL_NAMES],
      key: measure === undefined || key === undefined ? null : labelOf(bot, measure, key),
    },
  }));

  serve(router, parts, conversation, async ({ query }) => {
    const { id, after, ...filter } = query;
    const { rows } = await pool.query<Known>(KNOWN, [id]);
    const [known] = rows;
    if (known === undefined) return MISSING;
    const [read, neighbours] = await Promise.all([
      transcript(pool, bot, id, after),
      neighboursOf(pool, filter, known),
    ]);
    return {
      about: id,
      answer: {
        id,
        channel: known.channel,
        person: known.erased ? null : shortened(known.person),
        source: known.source,
        startedAt: known.started_at.toISOString(),
        lastAt: known.last_at.toISOString(),
        demo: known.demo,
        erased: known.erased,
        ...read,
        ...neighbours,
      },
    };
  });

  serve(router, parts, revealMessage, async ({ query: { id, seq } }) => {
    const { rows } = await pool.query<{ text: string; understood: Understood | null; at: Date }>(
      `SELECT text, understood, at FROM message
        WHERE conversation_id = $1 AND seq = $2 AND direction = 'in'`,
      [id, seq],
    );
    const [message] = rows;
    if (message === undefined) return MISSING;
    const showing = { bot, on: dayIn(message.at), revealed: true };
    return {
      about: `${id} message=${seq}`,
      answer: {
        text: message.text,
        readings: readingsSeen(message.understood?.readings ?? [], showing),
      },
    };
  });

  return router;
}

interface Known {
  id: string;
  channel: string;
  person: string;
  source: string | null;
  erased: boolean;
  demo: boolean;
  started_at: Date;
  last_at: Date;
  /** It is among those that are searched. */
  listed: boolean;
}

const KNOWN = `
SELECT c.id, c.channel, c.person, c.source, c.person LIKE 'erased:%' AS erased, c.demo,
       coalesce(s.started_at, c.created_at) AS started_at, coalesce(s.last_at, c.last_at) AS last_at,
       s.conversation_id IS NOT NULL AS listed
  FROM conversation c LEFT JOIN conversation_summary s ON s.conversation_id = c.id
 WHERE c.id = $1`;

async function neighboursOf(pool: Pool, filter: ConversationFilter, known: Known) {
  if (!known.listed) return { newer: null, older: null };
  const cursor = { lastAt: known.last_at, id: known.id };
  const next = async (direction: 'newer' | 'older') => {
    const { found } = await findConversations(pool, filter, { cursor, direction, limit: 1 });
    return found[0]?.conversation_id ?? null;
  };
  const [newer, older] = await Promise.all([next('newer'), next('older')]);
  return { newer, older };
}

function rowSeen(bot: Bot, row: Found): ConversationRow {
  const { facets } = row;
  return {
    id: row.conversation_id,
    channel: row.channel,
    source: row.source,
    startedAt: row.started_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    received: row.received,
    replied: row.replied,
    preview: row.preview,
    topics: valuesOf(facets, 'topic').map((topic) => ({
      topic,
      title: bot.answers.get(topic)?.title ?? topic,
    })),
    outcomes: decisionsIn(facets),
    ending: ENDINGS.find((ending) => ending === row.ending) ?? null,
    handedOver: facets.includes('handover'),
    misunderstood: facets.includes('misunderstood'),
    linkOpened: facets.includes('link-opened:*'),
    demo: row.demo ?? false,
  };
}

/** Enough to tell two people apart, too little to find one of them on the platform. */
function shortened(person: string): string {
  return `…${person.length > 6 ? person.slice(-3) : ''}`;
}

const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function formatCursor({ last_at, conversation_id }: Found): string {
  return `${last_at.getTime()}_${conversation_id}`;
}

function parseCursor(text: string): Cursor | undefined {
  const [, time, id] = CURSOR.exec(text) ?? [];
  return id === undefined ? undefined : { lastAt: new Date(Number(time)), id };
}
