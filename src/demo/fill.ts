import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAssistant } from '../assistant.ts';
import { createPolicies } from '../channels/policy.ts';
import type { ChannelSettings } from '../channels/settings.ts';
import { endOf } from '../console/conversations/day.ts';
import type { Database } from '../database/open.ts';
import { secret } from '../database/secrets.ts';
import { personalAsks } from '../engine/personal.ts';
import { fill as fillText, programmeWords } from '../engine/text.ts';
import { dayOf } from '../engine/turn.ts';
import { type Loaded, loadChannelWords } from '../load.ts';
import type { Log } from '../log.ts';
import { accountBy } from '../outreach/account.ts';
import { PROJECT_DIR } from '../project-dir.ts';
import { toRespond, withPolicies } from '../respond.ts';
import { parseNegatives } from '../understanding/understand.ts';
import { inTransaction, withDemoConnection } from './connection.ts';
import { createPipeline } from './pipeline.ts';
import { firstDayOf, planVisits } from './plan.ts';
import { project } from './project.ts';
import { begin, finish } from './record.ts';
import { Stage } from './stage.ts';
import { loadPeople, type PeopleWords } from './words.ts';

/** What a demonstration is made of. */
export interface DemoParts {
  database: Database;
  loaded: Loaded;
  log: Log;
  /** When it ends: nothing in it is later. */
  now: Date;
  seed: string;
  days: number;
  /** How many visits are planned; of today's, those to come are left out. */
  conversations: number;
  /** Links in it begin so; see `publicUrl`. */
  publicUrl: string;
  channels: Pick<ChannelSettings, 'shared' | 'messagesPerMinute'>;
  /** Told how far it is, in whole percent, whenever that changes. */
  onProgress?: (percent: number) => void;
}

/** What came of it. */
export interface Made {
  firstDay: string;
  lastDay: string;
  conversations: number;
  messages: number;
}

/** The last message is written so long before the end that its reply, too, is out by then. */
const REPLIED_MS = 3000;

/** So much of the work is done when everybody has talked; the rest is bringing figures up to date. */
const TALKING_PERCENT = 92;

/**
 * Fills a database with conversations that nobody had. It throws a `DemoError` where there
 * are real ones, or where there is a demonstration already, and then nothing is changed.
 *
 * A service may run on the database meanwhile. What is broken off is a demonstration too, and can
 * be removed.
 */
export async function fillWithDemo(parts: DemoParts): Promise<Made> {
  const { database, loaded, now, seed } = parts;
  const { bot } = loaded;
  const lastDay = dayOf(bot, now);
  const wanted = { ...parts, lastDay };
  const firstDay = firstDayOf(wanted).toString();
  const accountOf = accountBy(await secret(database.pool, 'account'));
  return withDemoConnection(database.url, parts.log, async (client) => {
    await begin(client, { seed, firstDay, lastDay, madeAt: now });
    const words = loadPeople();
    const pipeline = createPipeline({
      client,
      log: parts.log,
      respond: withPolicies(
        toRespond(createAssistant(loaded)),
        createPolicies(parts.channels, loadChannelWords()),
        personalAsks(bot),
      ),
      accountOf,
      publicUrl: parts.publicUrl,
      failedText: fillText(
        bot.messages.failed,
        programmeWords(bot.programme, bot.programme.address, lastDay),
      ),
      allowedHosts: bot.programme.allowedHosts,
    });
    const stage = new Stage({
      pipeline,
      seed: `${seed} ${lastDay}`,
      bot,
      words,
      offTopic: offTopic(words),
    });
    const tell = wholePercent(parts.onProgress);
    const end = new Date(now.getTime() - REPLIED_MS);
    const visits = planVisits(wanted, words).filter(({ at }) => at < end);
    const days = Map.groupBy(visits, ({ at }) => dayOf(bot, at));
    let come = 0;
    for (const [day, onDay] of days) {
      const midnight = endOf(day);
      await inTransaction(client, () =>
        stage.play(onDay, midnight < end ? midnight : end, () => {
          come += 1;
          tell((come / visits.length) * TALKING_PERCENT);
        }),
      );
    }
    // Who began before midnight and went on, when nobody came on the next day.
    await inTransaction(client, () => stage.play([], end));
    await project(database.pool, bot, (part) =>
      tell(TALKING_PERCENT + part * (100 - TALKING_PERCENT)),
    );
    return { firstDay, lastDay, ...(await finish(client, now)) };
  });
}

/** Questions that people bring although they are none of the programme's. */
function offTopic(words: PeopleWords): string[] {
  const path = join(PROJECT_DIR, 'flows/language/negatives.yaml');
  const taken = parseNegatives(readFileSync(path, 'utf8')).filter(
    ({ title, referral }) => referral !== undefined || words.offTopic.includes(title),
  );
  return taken.flatMap(({ phrasings }) => phrasings);
}

/** Tells a whole number only when it is another one. */
function wholePercent(onProgress: (percent: number) => void = () => {}): (percent: number) => void {
  let told = -1;
  return (percent: number) => {
    const whole = Math.floor(percent);
    if (whole === told) return;
    told = whole;
    onProgress(whole);
  };
}
