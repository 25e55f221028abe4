import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT_DIR } from '../../project-dir.ts';

/** One entry of the page's menu; lengths are the Messenger Profile API's. */
const Entry = z.strictObject({
  title: z.string().trim().min(1).max(30),
  /** What it opens, as buttons do: `flow:welcome`. */
  opens: z.string().regex(/^flow:[a-z0-9-]+$/, 'flow: and the name of a flow'),
});

/** `flows/language/messenger.yaml`: what only the Fanpage says. */
export const MessengerWords = z.strictObject({
  /** Shown before a person's first message. */
  greeting: z.string().trim().min(1).max(160),
  menu: z.array(Entry).min(1).max(20),
});

export type MessengerWords = z.infer<typeof MessengerWords>;

/** Reads the file; throws a `ZodError` that names what is wrong in it. */
export function loadMessengerWords(folder = join(PROJECT_DIR, 'flows')): MessengerWords {
  const text = readFileSync(join(folder, 'language/messenger.yaml'), 'utf8');
  return MessengerWords.parse(parse(text));
}
