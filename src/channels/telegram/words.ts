import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT_DIR } from '../../project-dir.ts';

/** One entry of the bot's menu; lengths are the Bot API's for `setMyCommands`. */
const Command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/, 'a-z, 0-9 and _, at most 32'),
  /** What a person would have written instead. */
  says: z.string().trim().min(1),
  description: z.string().trim().min(1).max(256),
});

/** `flows/language/telegram.yaml`: what only this channel says. */
export const TelegramWords = z.strictObject({
  commands: z.array(Command).min(1).max(100),
  /** Stands before the label of the button that was pressed. */
  chosen: z.string().trim().min(1).max(8),
});

export type TelegramWords = z.infer<typeof TelegramWords>;

/** Reads the file; throws a `ZodError` that names what is wrong in it. */
export function loadTelegramWords(folder = join(PROJECT_DIR, 'flows')): TelegramWords {
  const text = readFileSync(join(folder, 'language/telegram.yaml'), 'utf8');
  return TelegramWords.parse(parse(text));
}
