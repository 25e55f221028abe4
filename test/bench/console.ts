import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Endpoint } from '../../src/console/contract/endpoint.ts';
import { openDatabase } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import { runService } from '../support/run.ts';
import { type Asked, measure, nameOf, type Taken } from './console/asked.ts';
import { conversationPages } from './console/conversations.ts';
import { figurePages } from './console/figures.ts';
import { findLong, generate, isGenerated } from './console/generate.ts';
import { addOfficer } from './console/officers.ts';
import { auditPages, misunderstoodPages, otherPages } from './console/other-pages.ts';
import { report } from './console/report.ts';
import { signIn, type Visitor } from './console/visitor.ts';

/**
 * `npm run bench:console`: how long the officers' pages wait for their answers. It fills a database of
 * its own, starts the service on it as production does, signs an officer in, and makes the requests of
 * every page. Exit code 1 when a median or a p95 is over the limit. In full it needs some 15 GB under
 * the temporary folder.
 */
const Options = z.object({
  /** How many events there are, about; a conversation has ten. */
  events: z.coerce.number().int().min(20_000).default(10_000_000),
  /** A folder in which the database stays, and is found again. */
  keep: z.string().min(1).optional(),
});

const CONTRACT = new URL('../../src/console/contract/', import.meta.url);

const out = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();
const tell = (line: string) =>
  out(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);

const { events, keep } = Options.parse(
  parseArgs({ options: { events: { type: 'string' }, keep: { type: 'string' } } }).values,
);
const dataDir =
  keep === undefined ? await mkdtemp(join(tmpdir(), 'bench-console-')) : resolve(keep);
await mkdir(dataDir, { recursive: true });
// As root, the database's unprivileged user has to get in.
await chmod(dataDir, 0o711);
try {
  out(`${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}`);
  const long = await prepare();
  const service = await runService({ DATA_DIR: dataDir, DATABASE_URL: '', PUBLIC_URL: '' });
  try {
    const visitor = await signIn(service.url);
    const asked = await requests(visitor, long);
    await checkWhole(asked);
    tell(`measuring ${asked.length} requests`);
    const taken: Taken[] = [];
    try {
      for (const one of asked) taken.push(await measure(visitor, one));
    } finally {
      // Also where one found nothing: measuring takes long.
      const { lines, isGood } = report(taken);
      for (const line of lines) out(line);
      if (!isGood) process.exitCode = 1;
    }
  } finally {
    await service.end('SIGTERM');
  }
} finally {
  if (keep === undefined) await rm(dataDir, { recursive: true, force: true });
}

/** The database, full; a conversation with more messages than a page of a transcript holds. */
async function prepare(): Promise<string> {
  const database = await openDatabase({ dataDir }, createLog('warn'));
  const { pool } = database;
  try {
    if (!(await isGenerated(pool))) {
      await generate(database, { dataDir, events, now: new Date() }, tell);
    }
    await addOfficer(pool);
    const { rows } = await pool.query(
      `SELECT (SELECT count(*) FROM event) || ' events of ' || (SELECT count(*) FROM conversation) || ' conversations with '
              || (SELECT count(*) FROM message) || ' messages, ' || pg_size_pretty(pg_database_size(current_database()))
              || '; PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync') AS what`,
    );
    tell(rows[0].what);
    return await findLong(pool);
  } finally {
    await database.close();
  }
}

async function requests(visitor: Visitor, long: string): Promise<Asked[]> {
  const now = new Date();
  return [
    ...otherPages(now),
    ...(await figurePages(visitor)),
    ...(await conversationPages(visitor, { now, long })),
    ...(await misunderstoodPages(visitor, now)),
    ...(await auditPages(visitor, now)),
  ];
}

/** Throws when something that a page fetches is not asked for. */
async function checkWhole(asked: readonly Asked[]): Promise<void> {
  const known = new Set(asked.map(({ endpoint }) => endpoint));
  for (const file of await readdir(CONTRACT)) {
    const module: Record<string, unknown> = await import(new URL(file, CONTRACT).href);
    for (const value of Object.values(module)) {
      const { method, path, answer } = (value ?? {}) as Partial<Endpoint>;
      if (method !== 'GET' || path === undefined || answer === undefined) continue;
      const name = nameOf({ method, path });
      if (!known.has(name)) throw new Error(`${name}: is in the contract, and is not measured`);
    }
  }
}
