import type { Abbreviations } from './abbreviations.ts';
import type { NegativeGroup } from './negatives.ts';
import type { ModelCache } from './ranking/cache.ts';
import type { Unit } from './unit.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Everything understanding is built from. It comes from the files under `flows/`, read by who starts it. */
export interface Knowledge {
  /** The approved answers' questions, as people put them. */
  topics: readonly { topic: string; title: string; phrasings: readonly string[]; short: string }[];
  /** `flows/language/negatives.yaml`, by `parseNegatives`: questions about other things, to learn from. */
  negatives?: readonly NegativeGroup[];
  /** Words that tell of another public service, by the key under which people are referred to it. */
  referrals?: readonly { key: string; words: readonly string[] }[];
  /** Where what was learned is kept between starts; without it, it is learned at every start. */
  cache?: ModelCache;
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
