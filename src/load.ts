import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bot } from './engine/bot.ts';
import { compile } from './engine/compile.ts';
import { type Diagnostic, formatDiagnostic } from './engine/diagnostic.ts';
import type { SourceFile } from './engine/source.ts';
import { RULES } from './rules/rules.ts';
import { PROJECT_DIR } from './settings.ts';
import {
  createUnderstanding,
  parseAbbreviations,
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
 */
export function loadBot(folder = join(PROJECT_DIR, 'flows')): Loaded {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const yaml = (under: string): SourceFile[] =>
    readdirSync(join(folder, under))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const path = under === '' ? name : `${under}/${name}`;
        return { path: `flows/${path}`, text: read(path) };
      });
  const units = parsePlaces(read('places.tsv'));
  const compiled = compile({
    files: [...yaml(''), ...yaml('answers')],
    rules: RULES,
    places: new Map(units.map(({ code, kind, name }) => [code, `${kind.toLowerCase()} ${name}`])),
  });
  if (!compiled.ok) throw new FlowsError(compiled.diagnostics);
  const { bot } = compiled;
  const understand = createUnderstanding({
    topics: [...bot.answers.values()],
    starters: [...bot.flows.values()].map(({ name, words }) => ({ target: `flow:${name}`, words })),
    places: units,
    vocabulary: parseVocabulary(read('language/vocabulary.yaml')),
    abbreviations: parseAbbreviations(read('language/abbreviations.tsv')),
    selfAddress: bot.programme.selfAddress,
    timeZone: bot.programme.timeZone,
  });
  return { bot, understand };
}
