import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import express from 'express';
import { statisticsRouter } from '../../src/console/api/statistics.ts';
import type { Pool } from '../../src/database/client.ts';
import { openDatabase } from '../../src/database/open.ts';
import { loadBot } from '../../src/load.ts';
import { createLog } from '../../src/log.ts';
import { readEvents } from '../../src/outreach/statistics/progress.ts';
import { percentile } from './percentile.ts';

/**
 * `node test/bench/statistics.ts`: ten million generated events in a database of its own, which is
 * removed again; how long every request of the statistics takes, and how long it takes to follow.
 * Needs some 4 GB under the temporary folder and some minutes.
 */
const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000_000);
const DAYS = 400;
const NOW = new Date('2026-11-22T05:00:00Z');
const LIMIT_MS = 300;
const ROUNDS = 7;

const out = (line = '') => process.stdout.write(`${line}\n`);
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** A conversation's turns and what each counts; `chance` of a hundred, by the conversation's number. */
const SCRIPT = `
  (1, 'message',        100, 'greeted',        '{entered:welcome,welcome/hello,left:welcome}'::text[]),
  (2, 'started',        100, NULL, NULL),
  (3, 'message',         70, 'asked',          '{entered:id-vn,id-vn/open:open}'),
  (4, 'flow-started',    70, NULL, NULL),
  (5, 'message',         60, 'asked',          '{id-vn/citizen=yes}'),
  (6, 'message',         50, 'decided',        '{id-vn/birth-date=*,id-vn/decide:eligible,id-vn/eligible,left:id-vn}'),
  (7, 'decided',         50, NULL, NULL),
  (8, 'link-offered',    50, NULL, NULL),
  (9, 'ended',           50, NULL, NULL),
  (10, 'message',        90, 'answered', NULL),
  (11, 'topic-answered', 90, NULL, NULL),
  (12, 'message',        40, 'answered', NULL),
  (13, 'topic-answered', 40, NULL, NULL),
  (14, 'message',        15, 'not-understood', NULL),
  (15, 'not-understood', 15, NULL, NULL),
  (16, 'message',         5, 'handed-over',    '{entered:human,human/reached,left:human}'),
  (17, 'handover-asked',  5, NULL, NULL),
  (18, 'link-opened',    30, NULL, NULL)`;
const PER_CONVERSATION = 9.7;

/** Accounts come back: seven in ten conversations are of somebody new. */
async function generate(pool: Pool): Promise<void> {
  const indexes = await pool.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'event' AND indexname <> 'event_pkey'`,
  );
  for (const { indexname } of indexes.rows) await pool.query(`DROP INDEX "${indexname}"`);
  const conversations = Math.round(EVENTS / PER_CONVERSATION);
  for (let i = 0; i < 20; i++) {
    await pool.query(
      `INSERT INTO event (at, day, type, conversation_id, channel, source, topic, flow, rule, outcome,
                          reason, link, account, ending, path)
       SELECT (day + time '09:00') AT TIME ZONE 'Asia/Ho_Chi_Minh', day, s.type,
              md5(who::text)::uuid, (ARRAY['web', 'zalo', 'telegram', 'messenger'])[1 + who % 4],
              CASE WHEN who % 5 > 0 THEN 'source-' || (who * 31 % 200) END,
              CASE WHEN s.type = 'topic-answered' THEN 'topic-' || (n * s.place * 37 % 64) END,
              CASE WHEN s.type IN ('flow-started', 'decided', 'ended') THEN 'id-vn' END,
              CASE WHEN s.type = 'decided' THEN 'id-vn' END,
              CASE WHEN s.type = 'decided' THEN (ARRAY['eligible', 'not-eligible'])[1 + n % 2] END,
              CASE WHEN s.type = 'decided' AND n % 2 = 1 THEN 'under-18'
                   WHEN s.type = 'handover-asked' THEN 'person-asked' END,
              CASE WHEN s.type LIKE 'link-%' THEN 'registration' END,
              hashint8extended(who, 0), s.ending, s.path
         FROM generate_series($1::bigint, $2::bigint) AS n
        CROSS JOIN LATERAL (SELECT DATE '2026-11-22' - ${DAYS - 1} + (n * ${DAYS} / $3::bigint)::int AS day,
                                   n * 7919 % greatest((n * 7 / 10), 1) AS who) AS c
         JOIN (VALUES ${SCRIPT}) AS s(place, type, chance, ending, path) ON (n * 7867 % 100) < s.chance
        ORDER BY n, s.place`,
      [
        Math.floor((conversations * i) / 20),
        Math.floor((conversations * (i + 1)) / 20) - 1,
        conversations,
      ],
    );
  }
  for (const { indexdef } of indexes.rows) await pool.query(indexdef);
  await pool.query('VACUUM ANALYZE event');
}

/** One message with its answer, today. */
const ONE_MORE = `INSERT INTO event (at, day, type, conversation_id, channel, account, ending)
  VALUES ('2026-11-22T05:00:00Z', '2026-11-22', 'message', gen_random_uuid(), 'web', 1, 'answered')`;

const PERIODS = ['day', 'week', 'month', 'quarter', 'programme'].map((kind) => `kind=${kind}`);
const FILTERS = ['', '&channels=web,zalo', '&source=source-7', '&channels=zalo&source=-'];

function requests(): string[] {
  return [
    'definitions',
    ...PERIODS.flatMap((period) =>
      FILTERS.flatMap((filter) => [
        `overview?${period}${filter}`,
        `breakdown?${period}${filter}&measure=questions&by=key`,
        `breakdown?${period}${filter}&measure=messages&by=source`,
        `breakdown?${period}${filter}&measure=accounts&by=source`,
        `series?${period}${filter}&measure=accounts&by=week&split=channel`,
        `series?${period}${filter}&measure=questions&by=day`,
      ]),
    ),
    'export?kind=quarter',
    'export?kind=programme',
  ];
}

const folder = await mkdtemp(join(tmpdir(), 'bench-statistics-'));
await chmod(folder, 0o711);
try {
  out(`${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}`);
  const database = await openDatabase({ dataDir: folder }, createLog('warn'));
  const { pool } = database;
  let began = performance.now();
  await generate(pool);
  const counted = await pool.query(
    `SELECT count(*)::int AS events, count(DISTINCT account)::int AS accounts,
            pg_size_pretty(pg_total_relation_size('event')) AS size FROM event`,
  );
  const { events, accounts, size } = counted.rows[0];
  out(`${events} events of ${accounts} accounts on ${DAYS} days, ${size}, in ${seconds(began)}`);

  began = performance.now();
  await readEvents(pool, { anew: true });
  const kept = await pool.query(
    `SELECT (SELECT count(*)::int FROM statistic_daily) AS figures, (SELECT count(*)::int FROM reached) AS reached,
            pg_size_pretty(pg_total_relation_size('statistic_daily') + pg_total_relation_size('reached')) AS size`,
  );
  out(`made anew in ${seconds(began)}: ${JSON.stringify(kept.rows[0])}`);
  await pool.query('VACUUM ANALYZE statistic_daily, reached, reached_count');
  await readEvents(pool);
  const follow: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await pool.query(ONE_MORE);
    began = performance.now();
    await readEvents(pool);
    follow.push(performance.now() - began);
  }
  began = performance.now();
  await readEvents(pool);
  await readEvents(pool);
  const idle = (performance.now() - began) / 2;
  out(
    `one more message is counted in ${percentile(follow, 0.5).toFixed(0)} ms; nothing new: ${idle.toFixed(1)} ms`,
  );

  const app = express();
  app.use(
    statisticsRouter({
      pool,
      bot: loadBot().bot,
      officerOf: async () => ({ id: '1', name: 'A', email: 'a@b.vn', role: 'administrator' }),
      audit: async () => {},
      origin: 'http://localhost',
      now: () => NOW,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api/statistics/`;
  const times: { request: string; p50: number; worst: number }[] = [];
  for (const request of requests()) {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      began = performance.now();
      const answer = await fetch(base + request);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${request}: ${answer.status}`);
      taken.push(performance.now() - began);
    }
    times.push({ request, p50: percentile(taken, 0.5), worst: Math.max(...taken) });
  }
  times.sort((a, b) => b.worst - a.worst);
  out();
  out(`${'the ten slowest of all requests'.padEnd(76)}p50 ms   worst ms`);
  for (const { request, p50, worst } of times.slice(0, 10)) {
    out(`${request.padEnd(74)} ${p50.toFixed(0).padStart(7)} ${worst.toFixed(0).padStart(10)}`);
  }
  const over = (which: 'p50' | 'worst') => times.filter((time) => time[which] >= LIMIT_MS).length;
  out(
    `${times.length} requests; at ${LIMIT_MS} ms or more: ${over('p50')} by their median, ${over('worst')} ever`,
  );
  server.close();
  await database.close();
  if (over('p50') > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
