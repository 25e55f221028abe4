import { phraseBook } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

export type ReadAddress = (words: readonly Word[]) => string | undefined;

/**
 * Finds what people call themselves: "cho bác hỏi", "cô muốn đăng ký". Only in sentences in which
 * it can be nobody else: "bác cho em hỏi" speaks to somebody, "chú em mở quán" of somebody.
 *
 * @param selfAddress what is said of oneself → how one is addressed then, from `flows/programme.yaml`.
 */
export function createSelfAddress(
  vocabulary: Vocabulary,
  selfAddress: Readonly<Record<string, string>>,
): ReadAddress {
  const frames = phraseBook(
    Object.entries(selfAddress).flatMap(([self, address]) =>
      vocabulary.selfFrames.map(
        (frame) => [frame.replace('{self}', self), { self, address }] as const,
      ),
    ),
  );
  const relatives = new Set(vocabulary.relatives);

  return (words) => {
    for (const { value, from, length } of frames.all(words)) {
      const typed = words.slice(from, from + length);
      const last = words[from + length];
      const self = typed.find((word) => word.text === value.self);
      // Without its mark "cô" is "có", "chú" is "chủ": then only the whole frame "cho … hỏi" will do.
      if (
        !self &&
        !(typed.length === 3 && typed[0]!.folded === 'cho' && typed[2]!.folded === 'hoi')
      )
        continue;
      const endsWithSelf = typed.at(-1) === self;
      if (endsWithSelf && last && relatives.has(last.text)) continue;
      return value.address;
    }
    return undefined;
  };
}
