import { citation } from './engine/citation.ts';
import { recorded } from './engine/record.ts';
import { type Decision, type Facts, outcomeId } from './engine/rule.ts';
import { Speaker } from './engine/speak.ts';
import type { ConversationState } from './engine/state.ts';
import { dayOf, expectations, type TurnResult, turn } from './engine/turn.ts';
import type {
  AttachmentKind,
  Expectations,
  TopicRanking,
  Understood,
} from './engine/understood.ts';
import type { CalendarDate } from './engine/value.ts';
import type { Loaded } from './load.ts';
import { type Advice, applyHint } from './model/hint.ts';
import { type ModelQuestion, questionFor } from './model/question.ts';

/** A message as the assistant takes it in: words, a pressed button, or something that is neither. */
export type Message = { text: string } | { tap: string } | { attachment: AttachmentKind };

/** What was said back, with what had been understood, as it may be kept. */
export interface Response extends TurnResult {
  understood: Understood;
  /** What a language model could be asked to answer better; only where one was said to be there. */
  question?: ModelQuestion;
}

/** A rule's decision in the approved words of the flow that uses it. */
export interface Explained {
  decision: Decision;
  explanation: string;
  sources: string[];
}

/** One question answered outside any conversation. */
export interface Asked {
  decision: 'answer' | 'choose' | 'unknown' | 'smalltalk';
  topic?: string;
  text?: string;
  sources: string[];
  also?: { topic: string; text: string; sources: string[] }[];
  candidates: { topic: string; title: string; score: number }[];
}

const NOTHING_EXPECTED: Expectations = { asks: [], offered: [] };

/** As if a birth date were asked for: so that one is masked wherever it stands. */
const BIRTH_EXPECTED: Expectations = {
  asks: [{ ask: '', pending: true, type: 'date', about: 'birth' }],
  offered: [],
};

/** The assistant's whole mind, pure: everything that keeps, sends or counts stands around it. */
export interface Assistant {
  /** `advice`: that a language model may be asked about this message, or what came of it. */
  respond(state: ConversationState, message: Message, now: Date, advice?: Advice): Response;
  /**
   * What is understood of a message there, as it was said: for officers who play with the assistant.
   * Of people only what `respond` gives may be kept.
   */
  read(state: ConversationState, message: Message, now: Date): Understood;
  ask(text: string, now: Date): Asked;
  /** A text with everything masked that may be personal, whatever is being asked at the moment. */
  mask(text: string, now: Date): string;
  decide(rule: string, facts: Facts, on: CalendarDate): Explained;
}

/** Puts the engine and the understanding together. */
export function createAssistant({ bot, understand }: Loaded): Assistant {
  const sourcesOf = (references: readonly string[]) =>
    [...new Set(references)].map((reference) => citation(bot, reference));

  const said = (topic: string, today: CalendarDate) => {
    const answer = bot.answers.get(topic)!;
    const { text } = new Speaker(bot, undefined, today).answer({ ...answer, sources: [] });
    return { topic, text, sources: sourcesOf(answer.sources) };
  };

  const titled = (candidates: TopicRanking['candidates']) =>
    candidates.map(({ topic, score }) => ({ topic, score, title: bot.answers.get(topic)!.title }));

  const mask = (text: string, now: Date) => {
    const asBirth = understand({ text }, BIRTH_EXPECTED, now);
    // A day that cannot be one ("sang năm 2027") stays readable.
    const plausible = asBirth.readings.some(({ problem }) => problem === undefined);
    return (plausible ? asBirth : understand({ text }, NOTHING_EXPECTED, now)).text;
  };

  /**
   * The words as they may be kept. A date that could be a birth is masked even where none is asked
   * for; while a founding is asked about, a date is more likely that.
   */
  const kept = (message: Message, understood: Understood, { asks }: Expectations, now: Date) => {
    const founding = asks.some(({ about }) => about === 'founding');
    if (!('text' in message) || founding || !/\d/.test(message.text)) return understood.text;
    return mask(message.text, now);
  };

  const read = (message: Message, expected: Expectations, now: Date): Understood =>
    'attachment' in message
      ? { ...understand({ text: '' }, NOTHING_EXPECTED, now), attachment: message.attachment }
      : understand(message, expected, now);

  return {
    respond(state, message, now, advice) {
      const expected = expectations(bot, state, now);
      const ruled = read(message, expected, now);
      const question =
        advice === 'askable'
          ? questionFor(bot, ruled, expected, {
              today: dayOf(bot, now),
              mask: (text) => mask(text, now),
            })
          : undefined;
      const understood =
        advice === undefined || advice === 'askable'
          ? ruled
          : applyHint(ruled, expected, advice, {
              read: (text, ask) =>
                understand({ text }, { asks: [ask], offered: [] }, now).readings[0],
              maskedDate: bot.messages.maskedDate,
            });
      return {
        ...turn(bot, state, understood, now),
        understood: {
          ...recorded(bot, understood),
          text: kept(message, understood, expected, now),
        },
        ...(question === undefined ? {} : { question }),
      };
    },

    read: (state, message, now) => read(message, expectations(bot, state, now), now),

    mask,

    ask(text, now) {
      const understood = understand({ text }, NOTHING_EXPECTED, now);
      const { topics, smalltalk, command, referral, foreign } = understood;
      const today = dayOf(bot, now);
      const candidates = titled(topics.candidates);
      const [best] = candidates;
      if (topics.zone === 'answer' && best !== undefined) {
        const also = topics.also.map((topic) => said(topic, today));
        return {
          decision: 'answer',
          ...said(best.topic, today),
          ...(also.length === 0 ? {} : { also }),
          candidates,
        };
      }
      if (smalltalk === undefined && command === undefined) {
        if (topics.zone === 'choose') {
          return { decision: 'choose', sources: [], candidates: candidates.slice(0, 3) };
        }
        const elsewhere = referral === undefined ? undefined : bot.referrals.get(referral)?.text;
        const words = foreign ? bot.messages.otherLanguage : elsewhere;
        if (words === undefined) return { decision: 'unknown', sources: [], candidates };
        const { text: refers } = new Speaker(bot, undefined, today).message(words, undefined);
        return { decision: 'unknown', text: refers, sources: [], candidates };
      }
      const words = bot.messages[smalltalk ?? 'help'];
      const reply = new Speaker(bot, undefined, today).message(words, undefined);
      return { decision: 'smalltalk', text: reply.text, sources: [], candidates: [] };
    },

    decide(name, facts, on) {
      const rule = bot.rules.get(name);
      if (rule === undefined) throw new Error(`no rule "${name}"`);
      const decision = rule.decide(facts, on, bot.programme);
      const step = bot.outcomeSteps.get(`${name}/${outcomeId(decision)}`);
      const seen = { slots: {}, decision };
      const speaker = new Speaker(bot, undefined, on);
      return {
        decision,
        explanation: step === undefined ? '' : speaker.inFlow(step.flow, step.text, [], seen).text,
        sources: sourcesOf([...decision.sources, ...(step?.sources ?? [])]),
      };
    },
  };
}
