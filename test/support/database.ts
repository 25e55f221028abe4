import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool, createPrisma } from '../../src/database/client.ts';
import type { Database } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import { databaseUrl, TEMPLATE } from './postgres.ts';

/** What tests hand to whatever wants a log: silent, so that expected warnings do not fill the screen. */
export const testLog = createLog('silent');

/**
 * A migrated, empty database of the test's own, copied from the template in a moment. Call it in
 * `beforeAll` (or in the test) and `close()` it in the end, which drops it.
 */
export async function testDatabase(): Promise<Database> {
  return openTestDatabase(TEMPLATE);
}

/** As {@link testDatabase}, but without any table. */
export async function emptyDatabase(): Promise<Database> {
  return openTestDatabase('template0');
}

async function openTestDatabase(template: string): Promise<Database> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseUrl(inject('postgresUrl'), name);
  const pool = createPool(url, testLog);
  const prisma = createPrisma(pool);
  return {
    pool,
    prisma,
    url,
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
