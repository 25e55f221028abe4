import type { DateSpan, Place, SlotValue } from './value.ts';

/** One question the engine could take an answer to now: `pending` first, then those answered already. */
export interface Expectation {
  /** Which question, as `flow/step`. */
  ask: string;
  /** The question that waits for its answer; the others are read only to correct them. */
  pending: boolean;
  type: 'choice' | 'yes-no' | 'date' | 'text' | 'place';
  /** For dates: whose day it is. A birth may be given as an age, a founding as "4 tháng trước". */
  about?: 'birth' | 'founding';
  /** For dates: `day` when only a full date will do. */
  precision?: 'day' | 'any';
  choices?: readonly Choice[];
}

export interface Choice {
  value: string;
  label: string;
  /** Other words for it, as people type them. */
  words: readonly string[];
}

/** A button of the last message, so that "2" or its words can be understood as pressing it. */
export interface Offered {
  label: string;
  payload: string;
}

/** What understanding is told about the conversation: nothing else of its state concerns it. */
export interface Expectations {
  asks: readonly Expectation[];
  offered: readonly Offered[];
}

/** How the message reads as an answer to one of the {@link Expectation}s. Exactly one of value, choices, problem. */
export interface Reading {
  ask: string;
  value?: SlotValue;
  /** Several values fit: the person is asked which ("xã Cẩm Giang hay xã Cẩm Giàng?"). */
  choices?: readonly { value: DateSpan | Place | string; label: string }[];
  /** The message gives such a value, but an impossible one. */
  problem?: ReadingProblem;
  /**
   * True when the message is the answer and little else, false when the value stands inside a
   * longer sentence, which may be a question of its own.
   */
  whole: boolean;
  /**
   * True when the words name what the value is ("sinh năm 2005", "thành lập tháng 3"), so that it
   * can be told from a date that means something else.
   */
  named: boolean;
}

export type ReadingProblem =
  | 'future'
  | 'too-old'
  | 'impossible-date'
  | 'day-needed'
  | 'ambiguous'
  | 'unknown-place';

/** Things people ask for at any point, whatever is being asked. */
export type Command = 'menu' | 'help' | 'back' | 'restart' | 'human' | 'delete-my-data';

/** Which approved answers a message may be asking for. */
export interface TopicRanking {
  /** `answer`: sure enough to answer; `choose`: ask back among the candidates; `none`: do not guess. */
  zone: 'answer' | 'choose' | 'none';
  /** Best first; `score` between 0 and 1. In zone `answer` the first is the topic. */
  candidates: readonly { topic: string; score: number }[];
  /** Further topics the same message also asks for. */
  also: readonly string[];
}

/** What was attached, as far as it makes a difference to the answer. `withheld`: the platform does not say. */
export type AttachmentKind =
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'withheld'
  | 'other';

export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'praise' | 'insult' | 'acknowledgement';

/** Personal data found in a message; it is masked before anything is stored. */
export type PersonalData = 'id-number' | 'phone' | 'otp' | 'password' | 'email' | 'birth-date';

/** What a message means, against the conversation as it stands. Plain JSON: it is kept with the message. */
export interface Understood {
  /** The text with personal data masked; empty for a tap. This, and never the original, is stored. */
  text: string;
  /** The payload of a pressed button (or of a number or label that stands for one). */
  tap?: string;
  /** Not words but something attached; its content is never fetched. */
  attachment?: AttachmentKind;
  command?: Command;
  readings: readonly Reading[];
  /** "à nhầm", "sửa lại", "ý mình là": the person takes something back. */
  correcting: boolean;
  /** It is phrased as a question, so a value inside it may not be meant as an answer. */
  question: boolean;
  topics: TopicRanking;
  /** It is about none of the topics, but clearly about this other public service: a key of `referrals.yaml`. */
  referral?: string;
  /** It is in another language than Vietnamese. */
  foreign?: boolean;
  smalltalk?: SmallTalk;
  /** The person calls themself bác, cô, chú …: how they are addressed from now on. */
  address?: string;
  personal: readonly PersonalData[];
  /** What a language model settled, where the rules alone could not: the topic, or the value. */
  model?: 'topic' | 'value';
}

/** A message that nothing was made of. */
export const NOTHING_UNDERSTOOD: Understood = {
  text: '',
  readings: [],
  correcting: false,
  question: false,
  topics: { zone: 'none', candidates: [], also: [] },
  personal: [],
};
