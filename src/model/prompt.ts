import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One turn of what is sent to a model. */
export interface ChatMessage {
  role: 'system' | 'user';
  content: string;
}

/** The files under `prompts/`, each with the placeholders it must hold besides `{{message}}`. */
const PLACEHOLDERS = {
  'choose-topic': ['candidates'],
  'read-choice': ['question', 'choices'],
  'read-date': ['question', 'today'],
} as const;

export type PromptName = keyof typeof PLACEHOLDERS;

/** A prompt: rules and data for the system's turn, the person's words alone in the user's. */
export interface Prompt {
  /** `message` is what the person wrote, masked; `words` stand for the other placeholders. */
  build(message: string, words: Readonly<Record<string, string>>): ChatMessage[];
}

export type Prompts = Readonly<Record<PromptName, Prompt>>;

/** Longer messages are cut: what is asked stands at their beginning or is not found anyway. */
const LONGEST = 600;

const FORM = /^# system\n(?<system>[\s\S]+?)\n# user\n(?<user>[\s\S]+)$/;
const PLACEHOLDER = /\{\{([a-z]+)\}\}/g;

/** Reads all prompts from a folder. Throws an error that names the file and what is wrong with it. */
export function loadPrompts(folder: string): Prompts {
  const load = (name: PromptName) =>
    parsePrompt(`${name}.md`, readFileSync(join(folder, `${name}.md`), 'utf8'), PLACEHOLDERS[name]);
  return {
    'choose-topic': load('choose-topic'),
    'read-choice': load('read-choice'),
    'read-date': load('read-date'),
  };
}

/**
 * A prompt out of its file's text: `# system`, then `# user`. The system's part holds exactly the
 * placeholders named; the user's holds `{{message}}` between its tags and nothing else, so that a
 * person's words never stand beside our own.
 */
export function parsePrompt(file: string, text: string, placeholders: readonly string[]): Prompt {
  const { system, user } = FORM.exec(text)?.groups ?? {};
  if (system === undefined || user === undefined) {
    throw new Error(
      `prompts/${file}: found no "# system" followed by "# user", allowed both, once`,
    );
  }
  const found = [...system.matchAll(PLACEHOLDER)].map((match) => match[1]!).sort();
  const allowed = [...placeholders].sort();
  if (found.join() !== allowed.join()) {
    const names = (list: readonly string[]) =>
      list.map((name) => `{{${name}}}`).join(', ') || 'none';
    throw new Error(
      `prompts/${file}: found placeholders ${names(found)}, allowed ${names(allowed)}, each once`,
    );
  }
  if (user.trim() !== '<message>\n{{message}}\n</message>') {
    throw new Error(
      `prompts/${file}: found another user part, allowed {{message}} in <message> tags and nothing else`,
    );
  }
  return {
    build: (message, words) => [
      {
        role: 'system',
        // All at once: what a value holds is never taken for a placeholder.
        content: system.replace(PLACEHOLDER, (_, name: string) => words[name]!).trim(),
      },
      {
        role: 'user',
        content: `<message>\n${quoted([...message].slice(0, LONGEST).join(''))}\n</message>`,
      },
    ],
  };
}

/** A text as it may stand inside a block: on one line, and unable to close the block or open another. */
export function quoted(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .trim();
}
