import type { Inbound } from '../channels/inbound.ts';
import type { Bot } from '../engine/bot.ts';
import type { Ending } from '../engine/event.ts';
import type { ReplyButton } from '../engine/reply.ts';
import type { CalendarDate } from '../engine/value.ts';
import { answerTo } from './answers.ts';
import type { Visit } from './plan.ts';
import type { Random } from './random.ts';
import { typed } from './typing.ts';
import type { PeopleWords } from './words.ts';

/** What somebody does next, so many milliseconds after they read the last reply. */
export interface Move {
  after: number;
  content: Pick<Inbound, 'text' | 'tap' | 'attachment'>;
}

/** What came of it, as far as people react to it. */
export interface Heard {
  buttons: readonly ReplyButton[];
  /** The question that waits for an answer, as `flow/step`. */
  waiting: string | undefined;
  ending: Ending;
}

/** What talk is made of. */
export interface TalkParts {
  bot: Bot;
  words: PeopleWords;
  /** Questions that are none of the programme's business. */
  offTopic: readonly string[];
  random: Random;
  today: CalendarDate;
}

/** How likely it is that somebody of average patience leaves at a question without answering it. */
const LEAVES: Readonly<Record<string, number>> = {
  'id-vn/citizen': 0.07,
  'id-vn/birth-date': 0.17,
  'id-vn/full-birth-date': 0.21,
  'biz-vn/kind': 0.08,
  'biz-vn/established-on': 0.16,
  'biz-vn/full-established-on': 0.2,
  'biz-vn/certificate': 0.06,
  'in-person/place': 0.11,
};
const LEAVES_ELSEWHERE = 0.07;

/** After so many messages within one check nobody goes on. */
const LONGEST_CHECK = 12;

/**
 * A visit, message by message: a generator that says something and is told what came of it. People
 * begin in the way of their channel, bring one to four wishes, answer what they are asked, or ask
 * something else first, correct themselves, or leave in the middle.
 */
export function talk(visit: Visit, parts: TalkParts): Generator<Move, void, Heard> {
  return new Talk(visit, parts).run();
}

type Talking<T> = Generator<Move, T, Heard>;

class Talk {
  readonly #visit: Visit;
  readonly #parts: TalkParts;
  #heard: Heard = { buttons: [], waiting: undefined, ending: 'greeted' };

  constructor(visit: Visit, parts: TalkParts) {
    this.#visit = visit;
    this.#parts = parts;
  }

  *run(): Talking<void> {
    const { random, words } = this.#parts;
    const left = new Map(Object.entries(words.goals[this.#visit.person.kind]));
    yield* this.#open();
    for (let wishes = random.weighted(WISHES); wishes > 0; wishes--) {
      const goal = random.weighted(left);
      // Asked again is only a question: of a check, whichever it was, the result is known.
      if (CHECKS.includes(goal)) for (const check of CHECKS) left.delete(check);
      else if (goal !== 'question') left.delete(goal);
      const stays = yield* this.#do(goal);
      if (!stays) return;
    }
    if (random.chance(0.03)) yield* this.#type(random.pick(words.personal), 20);
    if (random.chance(0.28)) yield* this.#type(random.pick(words.thanks), 12);
    if (random.chance(0.012)) yield* this.#do('delete-my-data');
  }

  /** How somebody comes in: by a code, by the chat's own first button, by the page's menu, or with a word. */
  *#open(): Talking<void> {
    const { random, words } = this.#parts;
    const { person, first } = this.#visit;
    const { channel, source } = person;
    if (!first) return;
    if (channel === 'telegram' || channel === 'zalo-bot') yield* this.#say({ text: '/start' }, 1);
    else if (channel === 'web' || channel === 'bot-service' || source !== undefined) {
      if (random.chance(0.85)) yield* this.#say({ tap: 'flow:welcome' }, 1);
    } else if (person.presses > 0 && random.chance(0.4)) {
      yield* this.#say({ tap: 'flow:welcome' }, 1);
    } else if (random.chance(0.12)) yield* this.#type(random.pick(words.greetings), 5);
  }

  /** One wish, to its end; false when they left over it. */
  *#do(goal: string): Talking<boolean> {
    const { random, words, offTopic } = this.#parts;
    if (goal === 'question') return yield* this.#ask();
    if (goal === 'off-topic') yield* this.#type(random.pick(offTopic), 25);
    else if (goal === 'nonsense') yield* this.#type(random.pick(words.nonsense), 20);
    else if (goal === 'chat') yield* this.#type(random.pick(words.chat), 8);
    else if (goal === 'attachment') {
      yield* this.#say({ attachment: { kind: random.pick(words.attachments) } }, 20);
    } else if (!(yield* this.#press(`flow:${goal}`))) {
      yield* this.#type(random.pick(words.starts[goal] ?? words.greetings), 14);
    }
    return (yield* this.#answer()) && !this.#givesUp();
  }

  /** A question on a topic, and what may follow: another wording, one of the offered, or one beside it. */
  *#ask(): Talking<boolean> {
    const { random } = this.#parts;
    const phrasings = this.#topic();
    yield* this.#type(this.#phrased(random.pick(phrasings)), 30);
    if (this.#heard.ending === 'not-understood') {
      if (random.chance(0.35)) return false;
      if (random.chance(0.25)) return yield* this.#do('human');
      yield* this.#type(random.pick(phrasings), 35);
    }
    const offered = this.#heard.buttons.filter(({ payload }) => payload.startsWith('topic:'));
    const asks = this.#heard.ending === 'offered-choices' ? 0.7 : 0.22;
    if (offered.length > 0 && random.chance(asks)) {
      yield* this.#choose(random.pick(offered));
    }
    return (yield* this.#answer()) && !this.#givesUp();
  }

  /** Answers what is asked until nothing is; false when they left. */
  *#answer(): Talking<boolean> {
    const { random, words } = this.#parts;
    const { person } = this.#visit;
    for (let said = 0; this.#heard.waiting !== undefined; said++) {
      const ask = this.#heard.waiting;
      const leaves = (LEAVES[ask] ?? LEAVES_ELSEWHERE) * person.haste;
      const answer = answerTo(ask, person, this.#parts);
      if (answer === undefined || said >= LONGEST_CHECK || random.chance(leaves)) return false;
      const button = this.#heard.buttons.find(
        ({ payload }) => payload === `a:${ask}=${answer.value}`,
      );
      if (random.chance(0.055)) yield* this.#type(random.pick(this.#topic()), 30);
      else if (random.chance(0.06)) yield* this.#type(random.pick(words.unsure), 14);
      else if (said > 0 && random.chance(0.02)) yield* this.#type(random.pick(words.back), 9);
      else if (button !== undefined) yield* this.#choose(button, answer.text);
      else yield* this.#type(answer.text, 16);
      const decided = this.#heard.ending === 'decided';
      if (decided && random.chance(0.05)) {
        const other = answerTo(ask, this.#otherwise(), this.#parts)?.text ?? answer.text;
        yield* this.#type(random.pick(words.mistakes).replace('{said}', other), 18);
      }
    }
    return true;
  }

  /** The same person as they are after all. */
  #otherwise() {
    const { person } = this.#visit;
    const year = Number(person.birth.slice(0, 4)) - 2;
    return {
      ...person,
      citizen: true,
      certified: !person.certified,
      birth: `${year}${person.birth.slice(4, 8)}15`,
    };
  }

  /** How one of the topics that interest such people is asked. */
  #topic(): readonly string[] {
    const { bot, words, random } = this.#parts;
    const weights = words.topics[this.#visit.person.kind];
    const topics = [...bot.answers.values()];
    return random.weighted(
      topics.map(({ topic, phrasings }) => [phrasings, weights[topic] ?? RARE_TOPIC]),
    );
  }

  #phrased(text: string): string {
    const { random, words } = this.#parts;
    return random.chance(0.15) ? `${random.pick(words.openers)}${text}` : text;
  }

  /** Presses a button, or types what stands on it, its number, or the words for it. */
  *#choose({ label, payload }: ReplyButton, text = label): Talking<void> {
    const { random } = this.#parts;
    const { presses } = this.#visit.person;
    const place = this.#heard.buttons.findIndex((button) => button.payload === payload) + 1;
    if (random.chance(presses)) yield* this.#say({ tap: payload }, 6);
    else if (place > 0 && random.chance(presses === 0 ? 0.55 : 0.1)) {
      yield* this.#say({ text: String(place) }, 8);
    } else yield* this.#type(text, 10);
  }

  *#press(payload: string): Talking<boolean> {
    const button = this.#heard.buttons.find((one) => one.payload === payload);
    if (button === undefined) return false;
    yield* this.#choose(button);
    return true;
  }

  *#type(text: string, seconds: number): Talking<void> {
    const { random, words } = this.#parts;
    yield* this.#say({ text: typed(text, this.#visit.person.style, random, words) }, seconds);
  }

  /** Now and then something comes between, and it takes them up to an hour and a half. */
  *#say(content: Move['content'], seconds: number): Talking<void> {
    const { random } = this.#parts;
    const away = seconds > 1 && random.chance(0.012) ? random.between(300, 5400) : 0;
    this.#heard = yield { after: random.pause(seconds) + away * 1000, content };
  }

  /** Where there is no answer, most do not stay. */
  #givesUp(): boolean {
    const { ending } = this.#heard;
    const { random } = this.#parts;
    return (ending === 'silent' || ending === 'not-understood') && random.chance(0.6);
  }
}

/** Of these a visit brings one at most. */
const CHECKS: readonly string[] = ['id-vn', 'biz-vn', 'check'];

/** How often a topic is asked that is not among those of `people.yaml`. */
const RARE_TOPIC = 0.5;

/** How many wishes a visit brings. */
const WISHES: readonly (readonly [number, number])[] = [
  [1, 50],
  [2, 31],
  [3, 14],
  [4, 5],
];
