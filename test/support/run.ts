import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_DIR } from '../../src/project-dir.ts';

/** What a command printed, once it has ended. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs one of the project's entry points to its end, with lines typed into it. */
export async function run(
  entry: string,
  options: {
    args?: readonly string[];
    env?: Record<string, string>;
    lines?: readonly string[];
  } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, entry), ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end((options.lines ?? []).map((line) => `${line}\n`).join(''));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** The service in a process of its own, ready. */
export interface RunningService {
  url: string;
  /** Ends it by a signal; returns its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export async function runService(env: Record<string, string>): Promise<RunningService> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'src/main.ts')], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      async end(signal) {
        child.kill(signal);
        const [code] = (await ended) as [number | null];
        return code;
      },
    };
  }
  throw new Error('the service ended before it was ready');
}
