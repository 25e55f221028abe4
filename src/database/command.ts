import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

/** Runs one of PostgreSQL's programs to its end; rejects with what it said if it fails. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { cwd: string; user: ServerUser | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options.user,
      cwd: options.cwd,
      // A fresh environment: PGDATA, PGPORT and the like of the caller must not reach the server.
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${said.trim().slice(-2000)}`));
    });
  });
}
