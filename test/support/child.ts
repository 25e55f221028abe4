import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A TypeScript file running in a process of its own, so that it can be killed as a service is. */
export interface Child {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The next line it prints, parsed as JSON; rejects with its errors if it ends instead. */
  next(): Promise<unknown>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  /** Sends a signal and waits for its end; without one only waits. Returns the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function startChild(
  file: string,
  args: readonly string[],
  options: { uid?: number; gid?: number } = {},
): Child {
  const child = spawn(process.execPath, [file, ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async next() {
      const line = await lines.next();
      if (line.done) {
        await ended;
        throw new Error(`the process ended with ${child.exitCode}: ${errors}`);
      }
      return JSON.parse(line.value);
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    async end(signal) {
      if (signal) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Whether a process lives. A dead one that nobody reaped, as in containers without an init, does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
