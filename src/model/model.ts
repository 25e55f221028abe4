import type { Breaker } from '../breaker.ts';
import type { Log } from '../log.ts';
import type { Complete, Completion } from './endpoint.ts';
import { type Hint, NO_HINT } from './hint.ts';
import type { ModelCall, RecordCall } from './ledger.ts';
import type { Prompts } from './prompt.ts';
import type { ModelQuestion } from './question.ts';
import { type Task, taskFor } from './task.ts';

/** The optional language model, as delivery asks it. It cannot fail, only have nothing to say. */
export interface Model {
  /** How many questions may be asked now; none while it is switched off or its endpoint fails. */
  free(): Promise<number>;
  /**
   * Asks, for 3 s at most. {@link NO_HINT} when nothing came of it, `undefined` when `signal` ended
   * it and it may be asked again elsewhere. Never rejects.
   */
  ask(question: ModelQuestion, signal: AbortSignal): Promise<Hint | undefined>;
}

export interface ModelParts {
  complete: Complete;
  prompts: Prompts;
  breaker: Breaker;
  /** The switch that officers turn off; asked before every call. */
  isOn: () => Promise<boolean>;
  record: RecordCall;
  /** The clock. */
  now: () => Date;
  log: Log;
  /** Time limit of a call; milliseconds. */
  limitMs?: number;
}

/** A person waits: after this long the answer without a model is the better one. */
const LIMIT_MS = 3000;

/** Calls under way at once on one node; whoever comes beyond that is answered without. */
const AT_ONCE = 8;

export function createModel(parts: ModelParts): Model {
  const { complete, prompts, breaker, isOn, record, now, log, limitMs = LIMIT_MS } = parts;
  let underWay = 0;

  async function call(task: Task, text: string, signal: AbortSignal): Promise<Hint | undefined> {
    const at = now();
    const begun = performance.now();
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, limitMs);
    const keep = async (
      outcome: ModelCall['outcome'],
      used?: Completion,
      status?: unknown,
    ): Promise<void> => {
      const ms = performance.now() - begun;
      const { promptTokens, completionTokens } = used ?? {};
      const counted = { purpose: task.purpose, promptTokens, completionTokens, ms, outcome };
      // Of an error only its number: its words may repeat what the person wrote.
      log[outcome === 'timeout' || outcome === 'failed' ? 'warn' : 'debug'](
        { ...counted, status },
        'a model was asked',
      );
      await record({ at, ...counted }).catch((err) =>
        log.warn({ err }, 'a model call could not be recorded'),
      );
    };

    try {
      const messages = prompts[task.prompt].build(text, task.words);
      const completion = await complete(messages, task.answer, ending.signal);
      breaker.succeeded();
      const hint = hintIn(completion, task);
      await keep(hint === undefined ? 'invalid' : settles(hint) ? 'answered' : 'none', completion);
      return hint ?? NO_HINT;
    } catch (error) {
      if (signal.aborted) {
        breaker.left();
        return undefined;
      }
      breaker.failed();
      const { status } = error as { status?: unknown };
      await keep(late ? 'timeout' : 'failed', undefined, status);
      return NO_HINT;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  return {
    async free() {
      const places = Math.min(AT_ONCE - underWay, breaker.admits());
      return places > 0 && (await isOn()) ? places : 0;
    },
    async ask(question, signal) {
      underWay += 1;
      try {
        const on = await isOn().catch(() => false);
        if (signal.aborted) return undefined;
        if (!on || !breaker.enter()) return NO_HINT;
        return await call(taskFor(question), question.text, signal);
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** The hint in what came back; `undefined` when that is not one of the answers allowed. */
function hintIn({ content }: Completion, task: Task): Hint | undefined {
  try {
    return content === undefined ? undefined : task.hint(JSON.parse(content));
  } catch {
    return undefined;
  }
}

function settles(hint: Hint): boolean {
  return hint.kind !== 'nothing' && !(hint.kind === 'topic' && hint.topic === null);
}
