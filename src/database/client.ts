import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Log } from '../log.ts';
import { PrismaClient } from './generated/client.ts';

/** Connections for set-based statements; Prisma's queries take theirs from the same ones. */
export type Pool = pg.Pool;

export interface PoolOptions {
  /** The most connections; PostgreSQL's own limit (often 100) is shared by all nodes. */
  max?: number;
  /** PostgreSQL settings of these connections, by name. */
  settings?: Readonly<Record<string, string>>;
}

/** Connections to the database; a lost one is replaced when the next is asked for. */
export function createPool(
  url: string,
  log: Log,
  { max = 12, settings = {} }: PoolOptions = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A transaction that a hung process holds open must not keep its conversations for ever.
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'tro-ly-ten-mien-vn',
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  });
  // An idle connection that the server ended: without a listener it would end the process.
  pool.on('error', (err) => log.warn({ err }, 'a database connection was lost'));
  // One that is in use tells it by the statement that fails, and otherwise would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Prisma over the pool's connections; `pool.end()` is still the owner's business. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
}

export type { PrismaClient };
