import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { createPool, createPrisma, type Pool, type PrismaClient } from './client.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** The database, ready to use: reachable and migrated. */
export interface Database {
  pool: Pool;
  prisma: PrismaClient;
  /** For what needs a connection of its own. Holds a password: not for the log. */
  url: string;
  /** Gives up all connections; an embedded server that nobody else uses is stopped. */
  close(): Promise<void>;
}

/** `DATABASE_URL` if it is set, the embedded server under `DATA_DIR` if not; then migrations. */
export async function openDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  log: Log,
): Promise<Database> {
  const embedded =
    settings.databaseUrl === undefined ? await startEmbedded(settings.dataDir, log) : undefined;
  const url = settings.databaseUrl ?? embedded!.url;
  const pool = createPool(url, log);
  const prisma = createPrisma(pool);
  let closed: Promise<void> | undefined;
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
    await embedded?.close();
  };
  try {
    const applied = await migrate(pool);
    if (applied.length > 0) log.info({ applied }, 'migrations applied');
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return {
    pool,
    prisma,
    url,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
