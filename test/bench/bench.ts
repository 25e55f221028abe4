import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createAssistant } from '../../src/assistant.ts';
import { openDatabase } from '../../src/database/open.ts';
import { newConversation } from '../../src/engine/state.ts';
import { loadBot } from '../../src/load.ts';
import { createLog } from '../../src/log.ts';
import { PROJECT_DIR } from '../../src/project-dir.ts';
import { measurePipeline } from './pipeline.ts';
import { measureRawDriver } from './raw-driver.ts';
import { SCRIPT } from './script.ts';

/**
 * `npm run bench`: everything in one run on one PostgreSQL with fsync on, so that the ratios are
 * worth something even where the machine is not.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const CONVERSATIONS = [1, 32, 256];

const log = createLog('warn');
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
await chmod(folder, 0o711);
const out = (line = '') => process.stdout.write(`${line}\n`);

try {
  out(`${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}`);
  const settings = { dataDir: folder };
  const fresh = await startToReady();
  const again = await startToReady();
  const database = await openDatabase(settings, log);
  const { rows } = await database.pool.query(`SELECT current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS commit, current_setting('server_version') AS version`);
  out(
    `PostgreSQL ${rows[0].version}, fsync ${rows[0].fsync}, synchronous_commit ${rows[0].commit}`,
  );

  out();
  out('durable messages           conversations   messages/s   p50 ms   p99 ms   vs raw driver');
  const loaded = loadBot();
  for (const conversations of CONVERSATIONS) {
    const raw = await measureRawDriver(database.pool, conversations, SECONDS / 2);
    row('raw driver, 4 statements', conversations, raw.perSecond, raw.p50, raw.p99);
    const ours = await measurePipeline(database, loaded, conversations, SECONDS);
    row(
      'inbox → turn → outbox',
      conversations,
      ours.perSecond,
      ours.p50,
      ours.p99,
      ours.perSecond / raw.perSecond,
    );
  }
  await database.close();

  out();
  out(`engine and understanding   ${Math.round(turnsPerSecond())} turns/s on one core, in memory`);
  out(`start to ready             ${fresh.ms} ms with a new database, ${again.ms} ms after`);
  out(`memory at rest             ${again.megabytes} MB resident, the service's own process`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function row(
  name: string,
  conversations: number,
  perSecond: number,
  p50: number,
  p99: number,
  ratio?: number,
) {
  const cells = [
    name.padEnd(26),
    String(conversations).padStart(13),
    perSecond.toFixed(0).padStart(12),
    p50.toFixed(1).padStart(8),
    p99.toFixed(1).padStart(8),
    ratio === undefined ? '' : `${ratio.toFixed(2)}×`.padStart(15),
  ];
  out(cells.join(' ').trimEnd());
}

function turnsPerSecond(): number {
  const assistant = createAssistant(loadBot());
  const now = new Date('2026-11-22T05:00:00Z');
  const end = performance.now() + 3000;
  let turns = 0;
  while (performance.now() < end) {
    let state = newConversation();
    for (const text of SCRIPT) {
      state = assistant.respond(state, { text }, now).state;
      turns++;
    }
  }
  return turns / 3;
}

/** The real service in a process of its own, from spawn to the line that says it is ready. */
async function startToReady(): Promise<{ ms: number; megabytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'src/main.ts')], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder, DATABASE_URL: '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('ready at')) break;
  }
  const ms = Math.round(performance.now() - started);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const megabytes = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
  child.kill('SIGTERM');
  await ended;
  return { ms, megabytes };
}
