import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../src/project-dir.ts';

/** Files of botbuilder that a process has loaded once it has imported this. */
function loaded(path: string): number {
  const program = `
    await import(${JSON.stringify(new URL(path, `file://${PROJECT_DIR}`).href)});
    const { createRequire } = await import('node:module');
    const files = Object.keys(createRequire(process.cwd() + '/').cache);
    process.stdout.write(String(files.filter((file) => file.includes('/botbuilder/')).length));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: PROJECT_DIR,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return Number(stdout);
}

test('botbuilder is not loaded with the channels, only with its own file', () => {
  expect(loaded('src/channels/bot-service/bot-service.ts')).toBe(0);
  expect(loaded('src/channels/bot-service/framework.ts')).toBeGreaterThan(10);
});
