import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { PROJECT_DIR } from '../../src/project-dir.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the console's pages, built from their sources for this run. */
    consolePages: string;
  }
}

/**
 * Builds the officers' pages once for the run, into a folder that is removed after it, so that no
 * test sees what an earlier build left in `dist`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'console-pages-'));
  const { NODE_ENV } = process.env;
  // As officers get them: in tests components go by other rules, such as one id for everything.
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(PROJECT_DIR, 'src/console/web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, reportCompressedSize: false },
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  project.provide('consolePages', folder);
  return () => rm(folder, { recursive: true, force: true });
}
