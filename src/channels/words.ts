import { parse } from 'yaml';
import { z } from 'zod';

const Words = z.string().trim().min(1);

/** `flows/language/channels.yaml`: the few words of the channels themselves, and their keywords. */
export const ChannelWords = z.strictObject({
  /** A message that holds one of them opens a conversation on a shared channel. Marks do not count. */
  keywords: z.array(Words).min(1),
  /** What a source code looks like, as a regular expression without anchors; case does not count. */
  sourceCode: Words.refine(isPattern, 'no regular expression'),
  /** Above numbered choices, where there are no buttons. */
  choose: Words,
  /** Above numbered choices, where the first of them are buttons. */
  chooseAlso: Words,
  /** Said once to a person who writes faster than anyone can. */
  tooFast: Words,
  /** In a group, in place of whatever would ask for personal data: how to go on in private. */
  privately: Words,
  /**
   * An officer who writes one of them to the person releases the conversation. It is read by that
   * person, so it is something to say to them.
   */
  handBack: z.array(Words).min(1),
  /** What the assistant says then, which must hold none of them. */
  handedBack: Words,
});

export type ChannelWords = z.infer<typeof ChannelWords>;

/** Reads the file's text; throws a `ZodError` that names what is wrong. */
export function parseChannelWords(text: string): ChannelWords {
  return ChannelWords.parse(parse(text));
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
