import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT_DIR } from '../../project-dir.ts';

/** `flows/language/zalo-personal.yaml`: what only this channel says. */
export const ZaloPersonalWords = z.strictObject({
  /** In a group, before an answer: it leads to the person it is for, whatever it reads. */
  mention: z.string().trim().min(2).max(40),
});

export type ZaloPersonalWords = z.infer<typeof ZaloPersonalWords>;

/** Reads the file; throws a `ZodError` that names what is wrong in it. */
export function loadZaloPersonalWords(folder = join(PROJECT_DIR, 'flows')): ZaloPersonalWords {
  const text = readFileSync(join(folder, 'language/zalo-personal.yaml'), 'utf8');
  return ZaloPersonalWords.parse(parse(text));
}
