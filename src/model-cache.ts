import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCache } from './understanding/understand.ts';

const PREFIX = 'model-';

/**
 * Keeps the last learned model as a file in a folder. A cache is never needed: whatever goes wrong
 * (no such folder, not allowed to write, disk full) counts as "not there".
 */
export function fileCache(folder: string): ModelCache {
  const pathOf = (key: string) => join(folder, `${PREFIX}${key}.json`);
  return {
    read(key) {
      return quietly(() => readFileSync(pathOf(key), 'utf8'));
    },
    write(key, value) {
      quietly(() => {
        mkdirSync(folder, { recursive: true });
        const others = readdirSync(folder).filter((name) => name.startsWith(PREFIX));
        // Written beside and renamed, so that nobody reads half of it.
        const unfinished = join(folder, `.${process.pid}-${key}`);
        writeFileSync(unfinished, value);
        renameSync(unfinished, pathOf(key));
        for (const name of others) {
          if (join(folder, name) !== pathOf(key)) rmSync(join(folder, name), { force: true });
        }
      });
    },
  };
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
