import { Temporal } from 'temporal-polyfill';
import type { AskStep, Bot, TopicAnswer } from './bot.ts';
import { citations } from './citation.ts';
import { answerPayload } from './payload.ts';
import type { Reply, ReplyButton } from './reply.ts';
import type { Decision } from './rule.ts';
import { fill, programmeWords, type Words } from './text.ts';
import { type CalendarDate, formatDate, isPlace, type SlotValue } from './value.ts';
import type { Seen } from './walk.ts';

/** Puts texts into words for one person on one day. */
export class Speaker {
  readonly #bot: Bot;
  readonly #self: string | undefined;
  readonly today: CalendarDate;

  /** `self` is how the person asked to be addressed, if they did. */
  constructor(bot: Bot, self: string | undefined, today: CalendarDate) {
    this.#bot = bot;
    this.#self = self;
    this.today = today;
  }

  /** A text of a flow, with what the path so far lets it name. */
  inFlow(flow: string, text: string, sources: readonly string[], seen: Seen): Reply {
    const address = this.#bot.flows.get(flow)?.address;
    const words = { ...slotWords(seen), ...this.words(address) };
    const known = decisionWords(seen.decision, this.today);
    const spoken = this.#withSources(fill(text, { ...words, ...known }), sources);
    const recorded = this.#withSources(
      fill(text, { ...words, ...masked(this.#bot, known, seen.decision) }),
      sources,
    );
    return { text: spoken, buttons: [], ...(recorded === spoken ? {} : { record: recorded }) };
  }

  question(step: AskStep, seen: Seen, text = step.text): Reply {
    return { ...this.inFlow(step.flow, text, [], seen), buttons: this.answerButtons(step) };
  }

  answerButtons(step: AskStep): ReplyButton[] {
    const labels = step.labels ?? this.#bot.messages.labels;
    if (step.type === 'yes-no') {
      return [
        { label: labels.yes, payload: answerPayload(step.id, true) },
        { label: labels.no, payload: answerPayload(step.id, false) },
      ];
    }
    return step.choices.map(({ label, value }) => ({
      label,
      payload: answerPayload(step.id, value),
    }));
  }

  /** The approved answer to a topic, in the wording of the day; `flow` is the flow under way. */
  answer(answer: TopicAnswer, flow?: string): Reply {
    const over = this.today > this.#bot.programme.lastDay;
    const { short, details } = (over ? answer.afterProgramme : undefined) ?? answer;
    const text = [short, details].filter((part) => part !== undefined).join('\n\n');
    const spoken = fill(text, this.words(this.#addressIn(flow) ?? answer.address));
    return { text: this.#withSources(spoken, answer.sources), buttons: answer.buttons };
  }

  /** One of the catalogue's messages; `flow` is the flow under way, whose address it takes up. */
  message(
    text: string,
    flow: string | undefined,
    words: Words = {},
    buttons: readonly ReplyButton[] = [],
  ): Reply {
    return { text: fill(text, { ...this.words(this.#addressIn(flow)), ...words }), buttons };
  }

  /** The words every text may use; `address` is the flow's or answer's own way to address people. */
  words(address?: string): Words {
    const { programme } = this.#bot;
    return programmeWords(programme, this.#self ?? address ?? programme.address, this.today);
  }

  #addressIn(flow: string | undefined): string | undefined {
    return flow === undefined ? undefined : this.#bot.flows.get(flow)?.address;
  }

  #withSources(text: string, sources: readonly string[]): string {
    if (sources.length === 0) return text;
    const source = fill(this.#bot.messages.source, { source: citations(this.#bot, sources) });
    return `${text}\n\n${source}`;
  }
}

function slotWords(seen: Seen): Words {
  return Object.fromEntries(
    Object.entries(seen.slots).map(([slot, value]) => [slot, slotWord(value)]),
  );
}

/** Only places and free text are named in a text; a choice is, and a date must not be. */
function slotWord(value: SlotValue): string | undefined {
  if (isPlace(value)) return value.name;
  return typeof value === 'string' ? value : undefined;
}

/**
 * The days a decision gives, as a text may name them: `{eligibleFrom}`, `{eligibleUntil}`,
 * `{daysLeft}` while there is at least one, and `{finalDay}` instead on the last of them.
 */
export function decisionWords(decision: Decision | undefined, today: CalendarDate): Words {
  const { eligibleFrom, eligibleUntil } = decision ?? {};
  const daysLeft = eligibleUntil === undefined ? 0 : daysBetween(today, eligibleUntil);
  return {
    eligibleFrom: eligibleFrom === undefined ? undefined : formatDate(eligibleFrom),
    eligibleUntil: eligibleUntil === undefined ? undefined : formatDate(eligibleUntil),
    daysLeft: daysLeft > 0 ? String(daysLeft) : undefined,
    finalDay: eligibleUntil === today ? formatDate(today) : undefined,
  };
}

const daysBetween = (from: CalendarDate, to: CalendarDate) =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;

/** The same words for the record: the programme's own last day stays, any other day could tell a birth date. */
function masked(bot: Bot, known: Words, decision: Decision | undefined): Words {
  const mask = (word: string | undefined, date: CalendarDate | undefined) =>
    word === undefined || date === bot.programme.lastDay ? word : bot.messages.maskedDate;
  return {
    eligibleFrom: mask(known.eligibleFrom, decision?.eligibleFrom),
    eligibleUntil: mask(known.eligibleUntil, decision?.eligibleUntil),
    daysLeft: mask(known.daysLeft, decision?.eligibleUntil),
    finalDay: mask(known.finalDay, decision?.eligibleUntil),
  };
}
