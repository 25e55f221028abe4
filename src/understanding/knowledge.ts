import type { Abbreviations } from './abbreviations.ts';
import type { Unit } from './unit.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Everything understanding is built from. It comes from the files under `flows/`, read by who starts it. */
export interface Knowledge {
  /** The approved answers' questions, as people put them. */
  topics: readonly { topic: string; title: string; phrasings: readonly string[]; short: string }[];
  /** Words that stand for a button: `{target: 'flow:id-vn', words: ['kiểm tra id vn', …]}`. */
  starters: readonly { target: string; words: readonly string[] }[];
  /** `flows/places.tsv`, by `parsePlaces`. */
  places: readonly Unit[];
  /** `flows/language/vocabulary.yaml`, by `parseVocabulary`. */
  vocabulary: Vocabulary;
  /** `flows/language/abbreviations.tsv`, by `parseAbbreviations`. */
  abbreviations: Abbreviations;
  /** What people call themselves → how they are addressed then. From `flows/programme.yaml`. */
  selfAddress: Readonly<Record<string, string>>;
  /** `Asia/Ho_Chi_Minh`: in which "hôm qua" and the birthdays are counted. */
  timeZone: string;
}
