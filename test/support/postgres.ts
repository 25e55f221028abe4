import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createPool } from '../../src/database/client.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createLog } from '../../src/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the run's PostgreSQL server; see {@link testDatabase}. */
    postgresUrl: string;
  }
}

/** The migrated database that every test file's own one is a copy of. */
export const TEMPLATE = 'template_migrated';

/** Starts one PostgreSQL server for the whole run, in a temporary folder that is removed after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'test-postgres-'));
  // As root, the server's unprivileged user has to get in.
  await chmod(folder, 0o711);
  const log = createLog('warn');
  const server = await startEmbedded(folder, log);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  // Tests kill processes, not the machine: what they prove does not need the disk.
  await admin.query('ALTER SYSTEM SET fsync = off');
  await admin.query('SELECT pg_reload_conf()');
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();

  const template = createPool(databaseUrl(server.url, TEMPLATE), log);
  await migrate(template);
  await template.end();

  project.provide('postgresUrl', server.url);
  return async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The same server's address, with another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
