import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import type { Home } from './home.ts';

/** The server process that runs on a cluster, by its own `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** The server that runs on this cluster, also one whose service was killed, or nothing. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0 && port > 0) || !isAlive(pid)) return undefined;
  // After a restart of the machine or container the number may be another process's, or it is a
  // dead one's that nobody reaped (no command line): PostgreSQL would refuse to start because of it.
  // Should processes of that server live on, its shared memory still keeps a second one out.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (command !== undefined && !command.includes(cluster)) {
    await rm(file, { force: true });
    return undefined;
  }
  return { pid, port };
}

/** Starts the server and waits until it takes connections. Rejects if another one was quicker, too. */
export async function startPostmaster(home: Home, port: number): Promise<void> {
  await runCommand(
    join(home.bin, 'pg_ctl'),
    ['start', '-s', '-w', '-t', '60', '-D', home.cluster, '-l', home.logFile, '-o', `-p ${port}`],
    { cwd: home.folder, user: home.user },
  );
}

/** Ends all connections, writes everything out and stops; resolves when it has stopped. */
export async function stopPostmaster(home: Home): Promise<void> {
  await runCommand(
    join(home.bin, 'pg_ctl'),
    ['stop', '-s', '-w', '-t', '60', '-m', 'fast', '-D', home.cluster],
    { cwd: home.folder, user: home.user },
  );
}

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
