import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ConversationFilter } from '../../src/console/contract/conversations.ts';
import { misunderstoodGroups } from '../../src/console/conversations/misunderstood.ts';
import { countConversations, findConversations } from '../../src/console/conversations/search.ts';
import { searchWords } from '../../src/console/conversations/words.ts';
import { openDatabase } from '../../src/database/open.ts';
import { loadBot } from '../../src/load.ts';
import { createLog } from '../../src/log.ts';
import { percentile } from './percentile.ts';

/**
 * `node test/bench/conversation-search.ts [conversations]`: how long the officers' search takes on a
 * million conversations (filled by SQL with the phrasings of the answers, the newest last), for
 * rare and common words and for every filter: page, total and neighbours as the API asks for them.
 */
const CONVERSATIONS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 9;
/** Share of them that are of the last months: `old` is nowhere among the newer ones. */
const OLD = 0.3;

/** Common things are said more often: `power(random(), 3)` is mostly near 0. */
const FILL = `
INSERT INTO conversation_summary
SELECT gen_random_uuid(), channel, nullif(source, '-'), at - '3 minutes'::interval * (n % 5), at + CASE
         WHEN returned THEN '8 days'::interval ELSE '0' END,
       returned, 4, 5, left(words, 120), 'answered', array_remove(ARRAY[
         'channel:' || channel, 'source:' || source, 'ending:answered',
         'week:' || date_trunc('week', (at + CASE WHEN returned THEN '8 days'::interval ELSE '0' END)
           AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
         'topic:topic-' || floor(power(random(), 3) * 92), 'topic:topic-' || floor(power(random(), 3) * 92),
         CASE WHEN n < $1 * $3::float THEN 'topic:old' END,
         CASE WHEN n > $1::int * 0.9 THEN 'source:qr-new' END,
         CASE WHEN n % 3 = 0 THEN 'flow:id-vn' END,
         CASE WHEN n % 3 = 0 THEN 'passed:id-vn/citizen' END,
         CASE WHEN n % 4 = 0 THEN 'passed:id-vn/citizen=yes' END,
         CASE WHEN n % 5 = 0 THEN 'outcome:id-vn:eligible' END,
         CASE WHEN n % 9001 = 0 THEN 'outcome:id-vn:needs-confirmation.age-23' END,
         CASE WHEN n % 20011 = 0 THEN 'ending:failed' END,
         CASE WHEN n % 7 = 0 THEN 'link-offered:*' END,
         CASE WHEN n % 11 = 0 THEN 'link-opened:*' END,
         CASE WHEN n % 200 = 0 THEN 'handover' END,
         CASE WHEN n % 6 = 0 THEN 'misunderstood' END], NULL),
       to_tsvector('simple', words || CASE WHEN n % 30011 = 0 THEN ' hiemgap' ELSE '' END
         || CASE WHEN n < $1 * $3::float AND n % 2 = 0 THEN ' thoixua' ELSE '' END)
  FROM (
    SELECT draw.n, '2026-08-01T00:00Z'::timestamptz + draw.n * ('112 days'::interval / $1::int) AS at,
           draw.n % 12 = 0 AS returned,
           CASE WHEN draw.n % 5003 = 0 THEN 'telegram' WHEN draw.n % 3 = 0 THEN 'web' ELSE 'zalo' END AS channel,
           CASE WHEN draw.n % 4 = 0 THEN '-' ELSE 'qr-' || floor(power(random(), 3) * 420) END AS source,
           concat_ws(' ', a.words, b.words, c.words) AS words
      FROM (SELECT n, floor(power(random(), 2) * $2)::int AS i, floor(random() * $2)::int AS j,
                   floor(random() * $2)::int AS k
              FROM generate_series(1, $1::int) AS n OFFSET 0) AS draw
      JOIN phrase a ON a.n = i JOIN phrase b ON b.n = j JOIN phrase c ON c.n = k
     ORDER BY draw.n
  ) AS made`;

/** One message in three conversations, in a tenth as many groups. */
const FILL_MISUNDERSTOOD = `
INSERT INTO misunderstood_message
SELECT n, 1 + floor(power(random(), 3) * $1::int / 30), gen_random_uuid(), 1,
       CASE WHEN n % 3 = 0 THEN 'web' ELSE 'zalo' END,
       CASE WHEN n % 2 = 0 THEN 'not-understood' ELSE 'offered-choices' END,
       '2026-08-01T00:00Z'::timestamptz + n * ('112 days'::interval / ($1::int / 3))
  FROM generate_series(1, $1::int / 3) AS n`;

const out = (line: string) => process.stdout.write(`${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'bench-search-'));
await chmod(folder, 0o711);
const database = await openDatabase({ dataDir: folder }, createLog('warn'));
const { pool } = database;
try {
  await fill();
  const { rows } = await pool.query(
    `SELECT pg_size_pretty(pg_relation_size('conversation_summary')) AS rows,
            pg_size_pretty(pg_indexes_size('conversation_summary')) AS indexes`,
  );
  out(`${CONVERSATIONS} conversations: ${rows[0].rows}, indexes ${rows[0].indexes}`);
  out('search                                   total     page ms p50/max    total ms p50/max');
  for (const [name, filter] of Object.entries(FILTERS())) await search(name, filter);
  await neighbours();
  await groups('not understood, all', {});
  await groups('not understood, a month', { from: '2026-09-01', to: '2026-09-30' });
  await groups('not understood, one channel', { channel: 'zalo' });
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

function FILTERS(): Record<string, ConversationFilter> {
  return {
    everything: {},
    'common word: vn': { text: 'vn ' },
    'common words: đăng ký tên miền': { text: 'đăng ký tên miền ' },
    'common phrase: "tên miền"': { text: '"tên miền"' },
    'beginning: ti': { text: 'ti' },
    'rare word': { text: 'hiemgap ' },
    'rare with common': { text: 'ten mien hiemgap ' },
    'rare beginning': { text: 'hiemg' },
    'old words only': { text: 'thoixua ' },
    'old and common': { text: 'thoixua vn ' },
    'no such word': { text: 'khongcochunay ' },
    'common topic': { topic: 'topic-0' },
    'rare topic': { topic: 'topic-91' },
    'old topic': { topic: 'old' },
    outcome: { outcome: 'id-vn:eligible' },
    'rare outcome': { outcome: 'id-vn:needs-confirmation.age-23' },
    ending: { ending: 'answered' },
    'rare ending': { ending: 'failed' },
    source: { source: 'qr-1' },
    'rare source': { source: 'qr-400' },
    channel: { channel: 'zalo' },
    'rare channel': { channel: 'telegram' },
    'handed over': { handedOver: true },
    'not understood': { misunderstood: true },
    'link opened': { linkOpened: '*' },
    passed: { passed: 'id-vn/citizen=yes' },
    'a day long ago': { from: '2026-08-03', to: '2026-08-03' },
    'a month long ago, common word': { from: '2026-08-01', to: '2026-08-31', text: 'ten mien ' },
    'a month long ago, rare word': { from: '2026-08-01', to: '2026-08-31', text: 'hiemgap ' },
    'a month long ago, old topic': { from: '2026-08-01', to: '2026-08-31', topic: 'old' },
    'the last month, old topic': { from: '2026-10-20', topic: 'old' },
    'all at once': {
      text: 'đăng ký',
      topic: 'topic-1',
      channel: 'web',
      ending: 'answered',
      from: '2026-09-01',
    },
    'two that exclude each other': { topic: 'old', source: 'qr-new' },
  };
}

async function search(name: string, filter: ConversationFilter): Promise<void> {
  const pages: number[] = [];
  const totals: number[] = [];
  let total = '';
  for (let i = 0; i < ROUNDS; i++) {
    const began = performance.now();
    await findConversations(pool, filter, { limit: 50 });
    const paged = performance.now();
    const { count, more } = await countConversations(pool, filter, 1000);
    totals.push(performance.now() - paged);
    pages.push(paged - began);
    total = `${more ? '> ' : ''}${count}`;
  }
  out(`${name.padEnd(36)} ${total.padStart(9)} ${shown(pages)} ${shown(totals)}`);
}

/** From the last of the first page to its neighbours, as the keyboard goes. */
async function neighbours(): Promise<void> {
  for (const [name, filter] of Object.entries(FILTERS())) {
    const { found } = await findConversations(pool, filter, { limit: 50 });
    const last = found.at(-1);
    if (last === undefined) continue;
    const cursor = { lastAt: last.last_at, id: last.conversation_id };
    const samples: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const began = performance.now();
      await findConversations(pool, filter, { cursor, direction: 'newer', limit: 1 });
      await findConversations(pool, filter, { cursor, direction: 'older', limit: 1 });
      samples.push(performance.now() - began);
    }
    out(`neighbours: ${name.padEnd(34)} ${shown(samples)}`);
  }
}

async function groups(
  name: string,
  filter: Parameters<typeof misunderstoodGroups>[1],
): Promise<void> {
  const samples: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const began = performance.now();
    await misunderstoodGroups(pool, filter, { page: 1, size: 20 });
    samples.push(performance.now() - began);
  }
  out(`${name.padEnd(46)} ${shown(samples)}`);
}

function shown(samples: number[]): string {
  const longest = Math.max(...samples).toFixed(0);
  return `${percentile(samples, 0.5).toFixed(0).padStart(9)} / ${longest.padStart(4)}`;
}

async function fill(): Promise<void> {
  const phrasings = [...loadBot().bot.answers.values()].flatMap(({ phrasings }) =>
    phrasings.map(searchWords),
  );
  await pool.query('CREATE UNLOGGED TABLE phrase (n int PRIMARY KEY, words text)');
  await pool.query(
    'INSERT INTO phrase SELECT n - 1, words FROM unnest($1::text[]) WITH ORDINALITY AS p(words, n)',
    [phrasings],
  );
  const began = performance.now();
  // Filling it row by row would take ten times as long.
  const { rows } = await pool.query(`SELECT indexname AS name, indexdef AS sql FROM pg_indexes
    WHERE tablename = 'conversation_summary' AND indexdef LIKE '% USING gin %'`);
  for (const { name } of rows) await pool.query(`DROP INDEX ${name}`);
  await pool.query(FILL, [CONVERSATIONS, phrasings.length, OLD]);
  for (const { sql } of rows) await pool.query(sql);
  await pool.query(FILL_MISUNDERSTOOD, [CONVERSATIONS]);
  await pool.query('VACUUM ANALYZE conversation_summary, misunderstood_message');
  out(`filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
