import { z } from 'zod';
import { Text } from './flow.ts';

/**
 * `flows/messages.yaml`: what the assistant says around the flows and answers: when it did not
 * understand, when an old button is pressed, when something is corrected. The one catalogue of
 * such words.
 */
export const Messages = z.strictObject({
  /** Said before the first reply to a person who did not begin with a greeting. */
  disclosure: Text,
  /** Joins a source to a text: "Theo {source}." */
  source: Text,
  /** A section of a source: "mục {place}". */
  section: Text,
  /** Between an answer given in passing and the question that still waits. */
  backToQuestion: Text,
  corrected: Text,
  wentBack: Text,
  nothingToGoBackTo: Text,
  restarted: Text,
  help: Text,
  helpInCheck: Text,
  /** The third miss: a human is offered. */
  thirdMiss: Text,
  notUnderstood: Text,
  /** To a message in another language than Vietnamese: what the assistant is for, in Vietnamese and English. */
  otherLanguage: Text,
  didYouMean: Text,
  whichOne: Text,
  /** Above the questions of a group; `{topic}` is the group's title. */
  groupQuestions: Text,
  oldButton: Text,
  oldButtonGone: Text,
  greeting: Text,
  thanks: Text,
  goodbye: Text,
  praise: Text,
  insult: Text,
  acknowledgement: Text,
  personalData: Text,
  /** To a picture: the advice not to send identity cards, and how to take it back. */
  image: Text,
  /** To a voice message, a file, a place, a sticker: what to do instead. */
  attachment: Text,
  /** To a message whose content the platform does not hand on, and may never: where to go instead. */
  withheld: Text,
  problems: z.strictObject({
    future: Text,
    'too-old': Text,
    'impossible-date': Text,
    'day-needed': Text,
    ambiguous: Text,
    'unknown-place': Text,
  }),
  labels: z.strictObject({
    yes: z.string(),
    no: z.string(),
    more: z.string(),
    menu: z.string(),
  }),
  /** What stands on record in place of a day from which a birth date could be read. */
  maskedDate: z.string(),
  /** The page of `/r/<token>` for a link that does not exist (any more). */
  unknownLink: Text,
  /** What the assistant says when its own machinery failed on a message. */
  failed: Text,
});

export type Messages = z.infer<typeof Messages>;
