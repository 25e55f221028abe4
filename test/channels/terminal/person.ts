import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../../src/project-dir.ts';
import type { Hands } from '../citizen.ts';

/** Someone at `npm run chat`, in a process of its own over the same database. */
export function personOverTerminal(name: string, env: Record<string, string>) {
  let opened: ReturnType<typeof start> | undefined;

  function start(source: string) {
    const args = [join(PROJECT_DIR, 'src/chat.ts'), '--as', name, '--source', source];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    return { child, ended: once(child, 'close'), out: () => out };
  }

  async function say(text: string): Promise<void> {
    opened?.child.stdin.write(`${text}\n`);
  }

  const hands = {
    person: 'local',
    async arrive(source) {
      opened = start(source);
      await say('/start');
    },
    say,
    /** What was printed, cut where the person's own lines are repeated. */
    shown: () =>
      (opened?.out() ?? '')
        .split(/^> .*$/m)
        .slice(1)
        .map((text) => ({ text, buttons: [], links: [] })),
    async leave() {
      opened?.child.stdin.end();
      await opened?.ended;
    },
  } satisfies Hands;
  return hands;
}
