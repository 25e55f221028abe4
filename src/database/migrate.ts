import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PROJECT_DIR } from '../project-dir.ts';
import type { Pool } from './client.ts';

/** Where the migrations lie, each a folder `<timestamp>_<name>` with a `migration.sql`. */
export const MIGRATIONS_DIR = resolve(PROJECT_DIR, 'prisma/migrations');

/** The lock Prisma's own engine takes, so that it and we wait for each other. */
const PRISMA_LOCK = 72_707_369;

/** Prisma's history table, as its engine creates it. */
const HISTORY = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  varchar(36) PRIMARY KEY NOT NULL,
  checksum            varchar(64) NOT NULL,
  finished_at         timestamptz,
  migration_name      varchar(255) NOT NULL,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that are missing, all of them in one transaction or none, and returns
 * their names. Any number of processes may call it at once: one applies, the others wait.
 *
 * It keeps Prisma's history table, so that `prisma migrate deploy` can take over at any time; what
 * it cannot run is a statement that refuses to stand in a transaction.
 */
export async function migrate(pool: Pool, folder = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [PRISMA_LOCK]);
    await client.query(HISTORY);
    const { rows } = await client.query<{
      migration_name: string;
      checksum: string;
      done: boolean;
    }>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS done
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const history = new Map(rows.map((row) => [row.migration_name, row]));
    const applied: string[] = [];
    for (const { name, sql, checksum } of migrations) {
      const earlier = history.get(name);
      if (earlier) {
        if (!earlier.done)
          throw new Error(`migration ${name} was begun by Prisma and did not finish`);
        if (earlier.checksum !== checksum) {
          throw new Error(
            `migration ${name} was changed after it was applied: add a new one instead`,
          );
        }
        continue;
      }
      await client.query(sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, clock_timestamp(), 1)`,
        [randomUUID(), checksum, name],
      );
      applied.push(name);
    }
    await client.query('COMMIT');
    return applied;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
