import type { Inbound } from '../channels/inbound.ts';
import type { Batch } from '../delivery/batch.ts';
import { dayOf } from '../engine/turn.ts';
import { Agenda } from './agenda.ts';
import type { Pipeline } from './pipeline.ts';
import type { Visit } from './plan.ts';
import { Random } from './random.ts';
import { type Heard, type Move, type TalkParts, talk } from './talk.ts';

/** What a stage is made of. */
export interface StageParts extends Omit<TalkParts, 'random' | 'today'> {
  pipeline: Pipeline;
  /** Every visit has its own chance out of this and its number. */
  seed: string;
}

/** Of links that somebody was given, so many are opened. */
const OPENED = 0.44;

/** How long that takes: some minutes, for the link stands at the end of what is to be read. */
const OPENED_AFTER_SECONDS = 260;

/**
 * Where people and assistant meet: visits, their messages and the links they open, one after the
 * other in the order of time. The clock is the time of what happens.
 */
export class Stage {
  readonly #parts: StageParts;
  readonly #agenda = new Agenda<(at: Date) => Promise<void>>();

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  /** Lets these come, and plays everything that happens before `until`; the rest waits for the next call. */
  async play(visits: readonly Visit[], until: Date, onVisit = () => {}): Promise<void> {
    for (const visit of visits) {
      this.#agenda.add(visit.at, async (at) => {
        onVisit();
        this.#arrive(visit, at);
      });
    }
    for (let next = this.#agenda.next(until); next; next = this.#agenda.next(until)) {
      await next.what(next.at);
    }
    await this.#parts.pipeline.date();
  }

  #arrive(visit: Visit, at: Date): void {
    const { seed, bot } = this.#parts;
    const random = new Random(`${seed} visit ${visit.number}`);
    const talking = talk(visit, { ...this.#parts, random, today: dayOf(bot, at) });
    const happening = { visit, talking, random, said: 0 };
    this.#go(happening, talking.next(), at);
  }

  /** Notes the next message, if they stay. */
  #go(happening: Happening, move: IteratorResult<Move, void>, at: Date): void {
    if (move.done) return;
    const { after, content } = move.value;
    this.#agenda.add(later(at, after), (then) => this.#say(happening, content, then));
  }

  async #say(happening: Happening, content: Move['content'], at: Date): Promise<void> {
    const { visit, talking, random } = happening;
    const { pipeline } = this.#parts;
    const { id, channel, source } = visit.person;
    const comes = visit.first && happening.said === 0 && source !== undefined;
    const message: Inbound = {
      channel,
      person: id,
      eventId: `${id} ${visit.number} ${happening.said++}`,
      at,
      ...content,
      ...(comes && { source }),
    };
    const answered = later(at, random.between(150, 1400));
    const sent = later(answered, random.between(90, 700));
    const batch = await pipeline.say(message, { answered, sent });
    for (const { token } of batch.links) {
      if (!random.chance(OPENED)) continue;
      const opened = later(answered, random.pause(OPENED_AFTER_SECONDS));
      this.#agenda.add(opened, (then) => pipeline.open(token, then));
    }
    this.#go(happening, talking.next(heardOf(batch)), answered);
  }
}

/** A visit under way. */
interface Happening {
  visit: Visit;
  talking: Generator<Move, void, Heard>;
  random: Random;
  said: number;
}

function heardOf({ conversations, messages }: Batch): Heard {
  const { run, offered } = conversations[0]!.state;
  const waits = run !== undefined && !run.ended && !run.paused;
  return {
    buttons: offered,
    waiting: waits ? run.waiting : undefined,
    ending: messages[0]!.ending ?? 'failed',
  };
}

const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds);
