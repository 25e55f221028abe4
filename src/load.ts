import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChannelWords, parseChannelWords } from './channels/words.ts';
import type { Bot } from './engine/bot.ts';
import { compile } from './engine/compile.ts';
import { type Diagnostic, formatDiagnostic } from './engine/diagnostic.ts';
import type { SourceFile } from './engine/source.ts';
import { fileCache } from './model-cache.ts';
import { PROJECT_DIR } from './project-dir.ts';
import { RULES } from './rules/rules.ts';
import {
  createUnderstanding,
  parseAbbreviations,
  parseNegatives,
  parsePlaces,
  parseVocabulary,
  type Understand,
} from './understanding/understand.ts';

/** The files under `flows/` have mistakes; the message lists them all, a line each. */
export class FlowsError extends Error {
  override name = 'FlowsError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** The bot and its understanding, made of one folder of files. */
export interface Loaded {
  bot: Bot;
  understand: Understand;
}

/**
 * Reads `flows/` and makes the bot of it. Throws {@link FlowsError} with every mistake at once: the
 * service does not start on files it cannot fully use.
 *
 * @param cache a folder for what takes seconds to learn from the files. It is made when needed; where
 *   it cannot be, everything is learned at every start.
 */
export function loadBot(
  folder = join(PROJECT_DIR, 'flows'),
  cache = join(PROJECT_DIR, 'data', 'cache'),
): Loaded {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const yaml = (under: string): SourceFile[] =>
    readdirSync(join(folder, under))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const path = under === '' ? name : `${under}/${name}`;
        return { path: `flows/${path}`, text: read(path) };
      });
  const language = (name: string): SourceFile => ({
    path: `flows/language/${name}`,
    text: read(`language/${name}`),
  });
  const units = parsePlaces(read('places.tsv'));
  const compiled = compile({
    files: [...yaml(''), ...yaml('answers'), language('referrals.yaml')],
    rules: RULES,
    places: new Map(units.map(({ code, kind, name }) => [code, `${kind.toLowerCase()} ${name}`])),
  });
  if (!compiled.ok) throw new FlowsError(compiled.diagnostics);
  const { bot } = compiled;
  const understand = createUnderstanding({
    topics: [...bot.answers.values()],
    starters: [...bot.flows.values()].map(({ name, words }) => ({ target: `flow:${name}`, words })),
    negatives: parseNegatives(read('language/negatives.yaml')),
    referrals: [...bot.referrals].map(([key, { words }]) => ({ key, words })),
    cache: fileCache(cache),
    places: units,
    vocabulary: parseVocabulary(read('language/vocabulary.yaml')),
    abbreviations: parseAbbreviations(read('language/abbreviations.tsv')),
    selfAddress: bot.programme.selfAddress,
    timeZone: bot.programme.timeZone,
  });
  return { bot, understand };
}

/** Reads `flows/language/channels.yaml`; throws an error that names what is wrong in it. */
export function loadChannelWords(folder = join(PROJECT_DIR, 'flows')): ChannelWords {
  return parseChannelWords(readFileSync(join(folder, 'language/channels.yaml'), 'utf8'));
}
