import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT_DIR } from '../../../src/project-dir.ts';

/** The widget, built from the sources as they are now into a folder of its own. */
export async function buildWidget(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'widget-'));
  await build({
    root: PROJECT_DIR,
    configFile: join(PROJECT_DIR, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
