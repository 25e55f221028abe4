import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createPool, type Pool } from '../../../src/database/client.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadBot } from '../../../src/load.ts';
import { createLog } from '../../../src/log.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { percentile } from '../percentile.ts';
import { checkSummaries } from './check.ts';
import { copyMisunderstood, copyOriginals } from './copies.ts';
import { withoutIndexes } from './indexes.ts';
import { fillAudit } from './officers.ts';
import { DAYS, makeOriginals, TABLES } from './original.ts';

/** Of the connections that fill: large sorts are quick, and what is lost is made again. */
const SETTINGS = {
  work_mem: '256MB',
  maintenance_work_mem: '512MB',
  synchronous_commit: 'off',
  jit: 'off',
};

/** Lines of the audit log, one for so many events. */
const EVENTS_A_LINE = 50;

/** Messages that are counted one by one, to see how long that takes. */
const FOLLOWED = 7;

/**
 * Fills an empty database with about so many events of conversations up to now, and with everything
 * that follows from them: transcripts, queues, summaries, what was not understood, figures.
 *
 * @param tell is told what is done
 */
export async function generate(
  database: Database,
  { dataDir, events, now }: { dataDir: string; events: number; now: Date },
  tell: (line: string) => void,
): Promise<void> {
  const pool = createPool(database.url, createLog('warn'), { max: 3, settings: SETTINGS });
  const percent = (what: string) => (part: number) => {
    if (part % 10 === 0) tell(`${what}: ${part} %`);
  };
  try {
    const loaded = loadBot(undefined, join(dataDir, 'cache'));
    await makeOriginals(database, pool, { loaded, events, now }, percent('people talk'));
    const originals = await countOf(pool, 'original.event');
    const copies = Math.max(1, Math.round(events / originals));
    tell(`${originals} events of them, to be copied ${copies} times over ${DAYS} days`);
    await withoutIndexes(
      pool,
      [...Object.keys(TABLES), 'misunderstood_message'],
      async () => copyOriginals(pool, { copies, now }, percent('copied')),
      (table) => tell(`indexed: ${table}`),
    );
    await copyMisunderstood(pool, copies);
    await fillAudit(pool, { lines: Math.round(events / EVENTS_A_LINE), days: DAYS, now });
    await pool.query('VACUUM ANALYZE');
    tell('in order; now the figures');
    await readEvents(pool, {
      anew: true,
      tell: (counted, of) => tell(`counted ${counted} of ${of} days`),
    });
    await pool.query('VACUUM ANALYZE statistic_daily, statistic_monthly, reached, reached_count');
    tell('figures made');
    await checkSummaries(pool);
    tell(`one more message is in the figures after ${await followed(pool)} ms`);
    await pool.query('CREATE TABLE original.finished ()');
    await pool.query('CHECKPOINT');
  } finally {
    await pool.end();
  }
}

/** Whether a database was filled to the end. */
export async function isGenerated(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(`SELECT to_regclass('original.finished') IS NOT NULL AS is`);
  return rows[0].is;
}

/** One of the longest conversations, with others around it. */
export async function findLong(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`
SELECT id FROM original.seat
 WHERE number = (SELECT number FROM original.message GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
 ORDER BY ends DESC LIMIT 1 OFFSET 1`);
  return rows[0]!.id;
}

/** How long the statistics take to count one more message; milliseconds. */
async function followed(pool: Pool): Promise<string> {
  await readEvents(pool);
  const taken: number[] = [];
  for (let i = 0; i < FOLLOWED; i++) {
    await pool.query(`
INSERT INTO event (day, type, conversation_id, channel, account, ending)
SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 'message', gen_random_uuid(), 'web', 1, 'answered'`);
    const began = performance.now();
    await readEvents(pool);
    taken.push(performance.now() - began);
  }
  return percentile(taken, 0.5).toFixed(0);
}

async function countOf(pool: Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
  return rows[0]!.count;
}
