import type { Respond } from '../../src/delivery/respond.ts';
import type { Hint } from '../../src/model/hint.ts';
import type { Model } from '../../src/model/model.ts';
import type { ModelQuestion } from '../../src/model/question.ts';
import { echo } from './echo.ts';

/**
 * The echo, that would have a model asked about messages which begin with "?"; what the model said
 * stands in its answer: "2: ?who fee", or "2: ?who nothing".
 */
export const asking: Respond = (state, message, now, advice) => {
  const { text = '' } = message;
  if (!text.startsWith('?') || advice === undefined) return echo(state, message, now);
  if (advice === 'askable') {
    const question: ModelQuestion = { kind: 'topic', text, candidates: [] };
    return { ...echo(state, message, now), question };
  }
  const said = advice.kind === 'topic' ? advice.topic : advice.kind;
  return echo(state, { ...message, text: `${text} ${said}` }, now);
};

/** A fake model that records what it is asked and answers when a test lets it. */
export interface FakeModel extends Model {
  asked: string[];
  /** Answers everything that is being asked, and whatever is asked from now on. */
  release(hint?: Hint): void;
}

export function fakeModel(places = 8): FakeModel {
  const asked: string[] = [];
  let waiting: ((hint: Hint) => void)[] = [];
  let said: Hint | undefined;
  return {
    asked,
    release(hint = { kind: 'topic', topic: 'fee' }) {
      said = hint;
      for (const answer of waiting) answer(hint);
      waiting = [];
    },
    free: async () => places,
    ask({ text }, signal) {
      asked.push(text);
      if (said !== undefined) return Promise.resolve(said);
      return new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(undefined));
      });
    },
  };
}
