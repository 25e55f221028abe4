import { join } from 'node:path';
import { Router } from 'express';
import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import { PROJECT_DIR } from '../project-dir.ts';
import { auditRouter } from './api/audit.ts';
import { officersRouter } from './api/officers.ts';
import type { ServeParts } from './api/serve.ts';
import { sessionRouter } from './api/session.ts';
import { writeAudit } from './audit/log.ts';
import { pagesRouter } from './pages.ts';
import type { ConsoleSettings } from './settings.ts';
import { createSignIn } from './sign-in/sign-in.ts';

/** What the console is made of. */
export interface ConsoleParts {
  pool: Pool;
  log: Log;
  /** Where people reach the service; its origin is the only one that may change anything. */
  publicUrl: string;
  settings: ConsoleSettings;
  now(): Date;
  /** The areas beside signing in, officers and audit log: each makes its router of what `serve` needs. */
  areas: readonly ((parts: ServeParts) => Router)[];
  /** What the areas started; ended by {@link Console.close}, the first one first. */
  closing?: readonly (() => Promise<void>)[];
  /** Where `vite build` put the pages; absent: `dist/console` of the project. */
  folder?: string;
}

/** The officers' console: everything below `/console`. */
export interface Console {
  router: Router;
  close(): Promise<void>;
}

/** Opens it. Rejects when it cannot; then nothing of what the areas started is left running. */
export async function createConsole(parts: ConsoleParts): Promise<Console> {
  const close = async () => {
    for (const end of parts.closing ?? []) await end();
  };
  try {
    return { router: await routerOf(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function routerOf(parts: ConsoleParts): Promise<Router> {
  const { pool, log, publicUrl, settings, now } = parts;
  const audit: ServeParts['audit'] = (entry, db = pool) => writeAudit(db, entry);
  const signIn = await createSignIn({ pool, log, publicUrl, settings, audit, now });
  const serving: ServeParts = {
    officerOf: signIn.officerOf,
    audit,
    origin: new URL(publicUrl).origin,
    now,
  };

  const router = Router();
  router.use(
    signIn.router,
    sessionRouter({ ...serving, pool, signIn, settings }),
    officersRouter({ ...serving, pool, signIn, publicUrl }),
    auditRouter({ ...serving, pool }),
    ...parts.areas.map((area) => area(serving)),
    pagesRouter(parts.folder ?? join(PROJECT_DIR, 'dist/console')),
  );
  return router;
}
