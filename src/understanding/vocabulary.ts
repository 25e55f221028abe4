import { parse } from 'yaml';
import { z } from 'zod';

const Phrases = z.array(z.string().min(1)).min(1);

/** `flows/language/vocabulary.yaml`: the small words by which a message is understood. */
const Schema = z.strictObject({
  /** Words that mean nothing here and may stand beside any answer. */
  fillers: Phrases,
  commands: z.strictObject({
    menu: Phrases,
    help: Phrases,
    back: Phrases,
    restart: Phrases,
    human: Phrases,
    'delete-my-data': Phrases,
  }),
  yes: Phrases,
  no: Phrases,
  /** "không biết", "chưa rõ": neither yes nor no, although such a word is in it. */
  unsure: Phrases,
  smalltalk: z.strictObject({
    greeting: Phrases,
    thanks: Phrases,
    goodbye: Phrases,
    praise: Phrases,
    insult: Phrases,
    acknowledgement: Phrases,
  }),
  /** Something is taken back. */
  corrections: Phrases,
  /** These take something back only when something else follows: "không phải, em sinh 2005". */
  correctionOpeners: Phrases,
  question: z.strictObject({
    /** Anywhere in the message. */
    words: Phrases,
    /** At its end, after something else: "có được không", "mở chưa". */
    endings: Phrases,
    /** Hold such a word and ask nothing: "không sao", "không có gì". */
    exceptions: Phrases,
  }),
  /** Between two questions in one message. */
  joins: Phrases,
  /** Words that name a birth, a founding. */
  naming: z.strictObject({ birth: Phrases, founding: Phrases }),
  /** Who was founded: fillers beside a founding day. */
  businesses: Phrases,
  /** Fillers beside a place. */
  placeFillers: Phrases,
  /** Kinds of places before a name: today's, and those of former days. */
  placeKinds: z.strictObject({
    current: z.record(z.string(), Phrases),
    former: z.record(z.string(), Phrases),
  }),
  /** Before the number of a choice: "số 2", "cái thứ 2". */
  ordinals: Phrases,
  /** How people speak of themselves: `{self}` is "bác", "cô" … */
  selfFrames: Phrases,
  /** Said of somebody else, after such a word: "bác tôi", "chú em". */
  relatives: Phrases,
  /** Beside these, digits are … */
  digits: z.strictObject({ otp: Phrases, password: Phrases, taxCode: Phrases, money: Phrases }),
  /** What stands in a message in place of what was masked. */
  masks: z.strictObject({
    otp: z.string().min(1),
    password: z.string().min(1),
    email: z.string().min(1),
    'birth-date': z.string().min(1),
  }),
  languages: z.strictObject({
    /** English that is written among Vietnamese words, and stays as it is typed. */
    beside: Phrases,
    /** Words of other languages that look like Vietnamese syllables: they tell nothing. */
    shared: Phrases,
    /** Words of other languages that are no Vietnamese ones: two of them tell another language. */
    foreign: Phrases,
  }),
  /** On buttons, when a number can be taken in two ways; `{n}` is the number. */
  labels: z.strictObject({ age: z.string().includes('{n}'), bornIn: z.string().includes('{n}') }),
});

export type Vocabulary = z.infer<typeof Schema>;
export type Labels = Vocabulary['labels'];

/** Reads the text of `flows/language/vocabulary.yaml`; throws zod's or YAML's error on a mistake. */
export function parseVocabulary(text: string): Vocabulary {
  return Schema.parse(parse(text));
}
