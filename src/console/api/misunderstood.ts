import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import { isDemonstration } from '../../outreach/demonstration.ts';
import { chosen } from '../audit/chosen.ts';
import {
  type MisunderstoodFilter,
  type MisunderstoodGroup,
  misunderstood,
  misunderstoodFile,
  misunderstoodMessages,
} from '../contract/misunderstood.ts';
import { dayIn } from '../conversations/day.ts';
import { hide } from '../conversations/hide.ts';
import {
  type GroupRow,
  latestOf,
  type MisunderstoodRow,
  misunderstoodGroups,
} from '../conversations/misunderstood.ts';
import { misunderstoodXlsx } from '../conversations/misunderstood-file.ts';
import { misunderstoodFileWords } from '../web/words/misunderstood-file.ts';
import { type ServeParts, serve } from './serve.ts';

/** What the list of what was not understood needs. */
export interface MisunderstoodParts extends ServeParts {
  pool: Pool;
  bot: Bot;
}

/** Of these messages of a group, examples and offered topics are taken. */
const LATEST = 50;
/** The same for a file, which has very many groups. */
const LATEST_IN_FILE = 10;
const EXAMPLES = 3;
const OFFERED = 3;
const GROUPS_IN_FILE = 1000;
const MESSAGES_PAGE = 50;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What was not understood, by likeness. */
export function misunderstoodRouter(parts: MisunderstoodParts): Router {
  const { pool, bot } = parts;
  const router = Router();

  const described = async (
    groups: readonly GroupRow[],
    filter: MisunderstoodFilter,
    limit: number,
  ) => {
    const ids = groups.map(({ id }) => id);
    const latest = await latestOf(pool, ids, filter, { limit });
    const byGroup = Map.groupBy(latest, (row) => row.group_id);
    // A group without messages was erased just now.
    return groups.flatMap((group) => {
      const messages = byGroup.get(group.id);
      return messages === undefined ? [] : describe(bot, group, messages);
    });
  };

  serve(router, parts, misunderstood, async ({ query }) => {
    const { page, size, ...filter } = query;
    const { groups, total } = await misunderstoodGroups(pool, filter, { page, size });
    return {
      about: chosen(filter),
      look: JSON.stringify(filter),
      answer: { groups: await described(groups, filter, LATEST), total },
    };
  });

  // Before the one with a parameter, which would take its name for a group's.
  serve(router, parts, misunderstoodFile, async ({ query, now }) => {
    const page = { page: 1, size: GROUPS_IN_FILE };
    const { groups, total } = await misunderstoodGroups(pool, query, page);
    const content = await misunderstoodXlsx(await described(groups, query, LATEST_IN_FILE), {
      total: total.groups,
      isDemo: await isDemonstration(pool),
    });
    const name = `${misunderstoodFileWords.name}-${dayIn(now)}.xlsx`;
    const about = chosen({ groups: groups.length, ...query }, name);
    return { file: { name, type: XLSX, content }, about };
  });

  serve(router, parts, misunderstoodMessages, async ({ query }) => {
    const { group, cursor, ...filter } = query;
    const found = await latestOf(pool, [group], filter, {
      limit: MESSAGES_PAGE + 1,
      before: cursor,
    });
    const rows = found.slice(0, MESSAGES_PAGE);
    const next = found.length > MESSAGES_PAGE ? rows.at(-1)!.message_id : null;
    return {
      about: chosen({ group, ...filter }),
      look: JSON.stringify({ group, ...filter }),
      answer: { messages: rows.map(exampleOf), next },
    };
  });

  return router;
}

function describe(
  bot: Bot,
  { id, count, not_understood }: GroupRow,
  latest: readonly MisunderstoodRow[],
): MisunderstoodGroup {
  const wordings = new Map<string, MisunderstoodRow>();
  const offered = new Map<string, number>();
  for (const row of latest) {
    const wording = row.text.toLowerCase();
    if (wordings.size < EXAMPLES && !wordings.has(wording)) wordings.set(wording, row);
    for (const topic of row.offered) offered.set(topic, (offered.get(topic) ?? 0) + 1);
  }
  return {
    id,
    count,
    notUnderstood: not_understood,
    lastAt: latest[0]!.at.toISOString(),
    examples: [...wordings.values()].map(exampleOf),
    offered: [...offered]
      .sort(([, a], [, b]) => b - a)
      .slice(0, OFFERED)
      .map(([topic, times]) => ({
        topic,
        title: bot.answers.get(topic)?.title ?? topic,
        count: times,
      })),
  };
}

function exampleOf({ conversation_id, seq, text, ending, channel, at }: MisunderstoodRow) {
  return {
    conversationId: conversation_id,
    seq,
    text: hide(text, dayIn(at)).text,
    ending,
    channel,
    at: at.toISOString(),
  };
}
