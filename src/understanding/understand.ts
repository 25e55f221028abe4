import type {
  Expectation,
  Expectations,
  PersonalData,
  Reading,
  Understood,
} from '../engine/understood.ts';
import { createExpand } from './abbreviations.ts';
import { createCommand } from './command.ts';
import { type Correction, createCorrection } from './correction.ts';
import { createForeign } from './foreign.ts';
import type { Knowledge } from './knowledge.ts';
import { createMask, masked, type Personal } from './mask.ts';
import { normalise } from './normalise.ts';
import { createPick } from './option.ts';
import { phraseBook } from './phrase-book.ts';
import { createPlaces } from './place.ts';
import { pressed, readChoice } from './press.ts';
import { createQuestion } from './question.ts';
import { createRanker } from './ranking/ranker.ts';
import { createSelfAddress } from './self-address.ts';
import { createSmallTalk } from './smalltalk.ts';
import { dayOf } from './span.ts';
import { createTopics, NO_TOPIC } from './topics.ts';
import { createTyping } from './typing.ts';
import { createWhen, type When } from './when.ts';
import { type Word, wordsOf } from './words.ts';
import { createYesNo } from './yes-no.ts';

export { parseAbbreviations } from './abbreviations.ts';
export type { Knowledge } from './knowledge.ts';
export { type NegativeGroup, parseNegatives } from './negatives.ts';
export type { ModelCache } from './ranking/cache.ts';
export { parsePlaces, type Unit } from './unit.ts';
export { parseVocabulary, type Vocabulary } from './vocabulary.ts';

/** What a message means, against what the conversation expects at this moment. Pure. */
export type Understand = (
  message: { text: string } | { tap: string },
  expected: Expectations,
  now: Date,
) => Understood;

/** Beyond this a message is not read further; nobody answers a question at such length. */
const LONGEST = 2000;

/**
 * Builds all indexes once; what it returns is pure and takes under 5 ms.
 *
 * A message is read in every way it can be read, side by side: as a command, as an answer to each
 * expected question, as a press of a button, as a question about a topic, as small talk. Which of
 * these counts is the engine's decision, as only it knows the conversation.
 */
export function createUnderstanding(knowledge: Knowledge): Understand {
  const { vocabulary } = knowledge;
  const fillers = phraseBook(vocabulary.fillers.map((filler) => [filler, true] as const));
  const expand = createExpand(knowledge.abbreviations);
  const abbreviations = new Set(knowledge.abbreviations.keys());
  const { beside, foreign } = vocabulary.languages;
  const english = new Set([...beside, ...foreign]);
  const decode = createTyping(english, abbreviations);
  const isForeign = createForeign(vocabulary, abbreviations);
  const findPersonal = createMask(vocabulary);
  const readWhen = createWhen(vocabulary, fillers);
  const readPlace = createPlaces(knowledge.places, vocabulary, fillers);
  const readYesNo = createYesNo(vocabulary, fillers);
  const pick = createPick(vocabulary, fillers, expand);
  const readCommand = createCommand(vocabulary, fillers);
  const readAddress = createSelfAddress(vocabulary, knowledge.selfAddress);
  const findCorrection = createCorrection(vocabulary, fillers);
  const isQuestion = createQuestion(vocabulary, fillers);
  const smalltalk = createSmallTalk(vocabulary, fillers);
  const ranker = createRanker(knowledge, decode, english);
  const askTopics = createTopics(ranker, vocabulary, smalltalk.strip, isQuestion);
  const starters = knowledge.starters.map(({ target, words }) => ({ value: target, forms: words }));

  const understandText = (
    typed: string,
    { asks, offered }: Expectations,
    now: Date,
  ): Understood => {
    const original = typed.slice(0, LONGEST).normalize('NFC');
    const secrets = findPersonal(original);
    const raw = normalise(blanked(original, secrets));
    const isOther = isForeign(raw.text, wordsOf(raw));
    const normal = isOther ? raw : decode(raw);
    const words = wordsOf(normal);
    const when = readWhen(normal, dayOf(now, knowledge.timeZone));
    const correction = findCorrection(normal.text, words);
    const question = isQuestion(normal.text, words);
    const personal = [...secrets, ...births(when, asks, secrets, vocabulary.masks['birth-date'])];
    const text = masked(original, personal).trim();

    const correcting = correction !== undefined;
    // "không phải" may also be the very answer, so it stays where yes or no is read.
    const said = correction?.mark ? withoutMark(words, correction) : words;
    const read = (expected: Expectation): Reading | undefined => {
      switch (expected.type) {
        case 'date':
          return when.read(expected, correcting);
        case 'yes-no':
          return readYesNo(said, question, expected, correcting);
        case 'choice':
          return readChoice(pick, said, expected, { offered, correcting });
        case 'place':
          return expected.pending || correcting ? readPlace(said, expected) : undefined;
        case 'text':
          return expected.pending && text !== ''
            ? { ask: expected.ask, value: text, whole: true, named: false }
            : undefined;
      }
    };
    const readings = asks.map(read).filter((reading) => reading !== undefined);
    const answered = readings.some(
      ({ ask, whole }) =>
        whole && asks.some((one) => one.ask === ask && one.pending && one.type !== 'text'),
    );
    const tap = answered ? undefined : pressed(pick, words, { asks, offered }, starters);
    const command = readCommand(words);
    const talk = smalltalk.read(words);
    const address = readAddress(words);
    // The answer to what was asked is no question: the dearest reading is spared.
    const asksNothing = talk !== undefined || (answered && !question);
    const asked = asksNothing || isOther ? { topics: NO_TOPIC } : askTopics(normal);

    return {
      text,
      ...(tap === undefined ? {} : { tap }),
      ...(command === undefined ? {} : { command }),
      readings,
      correcting: correcting && (correction.opens || readings.length > 0),
      question,
      ...asked,
      ...(isOther ? { foreign: true } : {}),
      ...(talk === undefined ? {} : { smalltalk: talk }),
      ...(address === undefined ? {} : { address }),
      personal: [...new Set(personal.map(({ kind }): PersonalData => kind))],
    };
  };

  return (message, expected, now) =>
    'tap' in message ? understandTap(message.tap) : understandText(message.text, expected, now);
}

function understandTap(tap: string): Understood {
  return {
    text: '',
    tap,
    readings: [],
    correcting: false,
    question: false,
    topics: NO_TOPIC,
    personal: [],
  };
}

function withoutMark(words: readonly Word[], { from, length }: Correction): readonly Word[] {
  return words.filter((_, i) => i < from || i >= from + length);
}

/** Personal numbers give way to as many spaces, so that no digit of them is read as a date. */
function blanked(original: string, secrets: readonly Personal[]): string {
  return masked(
    original,
    secrets.map((secret) => ({ ...secret, by: ' '.repeat(secret.end - secret.start) })),
  );
}

function births(
  when: When,
  asks: readonly Expectation[],
  secrets: readonly Personal[],
  by: string,
): Personal[] {
  const asked = new Set(
    asks.flatMap(({ type, about }) => (type === 'date' && about ? [about] : [])),
  );
  return when
    .births(asked)
    .filter(({ start, end }) =>
      secrets.every((secret) => end <= secret.start || start >= secret.end),
    )
    .map(({ start, end }) => ({ kind: 'birth-date', start, end, by }));
}
