import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS_DIR, migrate } from '../../src/database/migrate.ts';
import type { Database } from '../../src/database/open.ts';
import { startChild } from '../support/child.ts';
import { emptyDatabase } from '../support/database.ts';

let database: Database;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'test-migrate-'));
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function history(): Promise<{ migration_name: string; checksum: string }[]> {
  const { rows } = await database.pool.query(
    `SELECT migration_name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND applied_steps_count = 1
      ORDER BY migration_name`,
  );
  return rows;
}

describe('migrations', () => {
  test('are applied once, and kept in the history as Prisma keeps it', async () => {
    const all = (await readdir(MIGRATIONS_DIR)).sort();
    expect(await migrate(database.pool)).toEqual(all);
    expect(await migrate(database.pool)).toEqual([]);

    const first = await readFile(join(MIGRATIONS_DIR, all[0]!, 'migration.sql'));
    const rows = await history();
    expect(rows.map((row) => row.migration_name)).toEqual(all);
    expect(rows[0]!.checksum).toBe(createHash('sha256').update(first).digest('hex'));
  });

  test('are applied once by two processes at the same moment', async () => {
    await migration('1_slow', 'CREATE TABLE one (n int); SELECT pg_sleep(0.3);');
    const file = fileURLToPath(new URL('migrate-child.ts', import.meta.url));
    const children = [1, 2].map(() => startChild(file, [database.url, folder]));
    const applied = await Promise.all(children.map((child) => child.next()));
    expect(applied).toContainEqual(['1_slow']);
    expect(applied).toContainEqual([]);
    expect(await Promise.all(children.map((child) => child.end()))).toEqual([0, 0]);
    expect(await history()).toHaveLength(1);
  });

  test('are applied all or none', async () => {
    await migration('1_good', 'CREATE TABLE one (n int)');
    await migration('2_bad', 'CREATE TABLE two (n nonsense)');
    await expect(migrate(database.pool, folder)).rejects.toThrow(/"nonsense" does not exist/);
    const { rows } = await database.pool.query("SELECT to_regclass('one') AS table");
    expect(rows).toEqual([{ table: null }]);

    await migration('2_bad', 'CREATE TABLE two (n int)');
    expect(await migrate(database.pool, folder)).toEqual(['1_good', '2_bad']);
  });

  test('may not change after they were applied', async () => {
    await migration('1_one', 'CREATE TABLE one (n int)');
    await migrate(database.pool, folder);
    await migration('1_one', 'CREATE TABLE one (n bigint)');
    await expect(migrate(database.pool, folder)).rejects.toThrow(
      'migration 1_one was changed after it was applied',
    );
  });

  test('go on after what Prisma applied, not after what it left half done', async () => {
    await migration('1_one', 'CREATE TABLE one (n int)');
    await migrate(database.pool, folder);
    await migration('2_two', 'CREATE TABLE two (n int)');
    await database.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '2_two')`,
    );
    await expect(migrate(database.pool, folder)).rejects.toThrow('2_two was begun by Prisma');

    await database.pool.query(
      'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = $1',
      ['x'],
    );
    expect(await migrate(database.pool, folder)).toEqual(['2_two']);
  });
});

test('every column of the Prisma schema is there, by its name', async () => {
  await migrate(database.pool);
  const { prisma } = database;
  const rows = await Promise.all([
    prisma.conversation.findMany(),
    prisma.inbox.findMany(),
    prisma.message.findMany(),
    prisma.outbox.findMany(),
    prisma.event.findMany(),
    prisma.trackedLink.findMany(),
    prisma.secret.findMany(),
  ]);
  expect(rows.flat()).toEqual([]);
});
