import { z } from 'zod';
import type { Bot } from '../../src/engine/bot.ts';
import { REQUIRED_FLOWS } from '../../src/engine/check.ts';
import { type BotParts, compile } from '../../src/engine/compile.ts';
import { formatDiagnostic } from '../../src/engine/diagnostic.ts';
import { Messages } from '../../src/engine/messages.ts';
import type { Facts, Rule } from '../../src/engine/rule.ts';
import type { SourceFile } from '../../src/engine/source.ts';
import type { Understood } from '../../src/engine/understood.ts';

export const PROGRAMME = `name: The Programme
shortName: Programme
assistant: Assistant
organiser: The Office
timeZone: Asia/Ho_Chi_Minh
lastDay: "2026-12-31"
address: you
selfAddress: { aunt: aunt }
links:
  registration: { url: https://example.vn, label: Open }
allowedHosts: [example.vn]
words:
  site: example.vn
contact: { phone: null, email: null, hours: null, complaints: null }
sources:
  plan: The Plan
`;

/** Messages with more to them than their name. */
const WORDED: Readonly<Record<string, string>> = {
  source: 'By {source}.',
  section: 'section {place}',
  didYouMean: 'didYouMean {topic}',
  groupQuestions: 'groupQuestions {topic}',
  oldButton: 'oldButton "{label}"',
  maskedDate: '[day]',
};

/** Every message is its own name, so that a test reads which one was said; a line each. */
export const MESSAGES = Object.entries(namesOf(Messages.shape))
  .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
  .join('');

function namesOf(shape: Readonly<Record<string, z.ZodType>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [
      key,
      schema instanceof z.ZodObject ? namesOf(schema.shape) : (WORDED[key] ?? key),
    ]),
  );
}

export const ANSWERS = `group: things
title: Things
label: Things
answers:
  thing:
    title: What is a thing?
    label: A thing
    short: A thing is a thing.
    sources: [plan I.1]
    timeless: true
    buttons: [flow:menu]
    phrasings: [a, b, c, d, e, f, g, h]
`;

const card = (flow: string) => `flow: ${flow}
title: The ${flow}
label: ${flow}
start: only
steps:
  only: { end: "${flow} card" }
`;

/** The rule of the small bots: green is taken, red is not, and blue needs a second look. */
export const colour: Rule = {
  name: 'colour',
  parameters: { colour: 'choice' },
  outcomes: { taken: 'final', 'refused.red': 'final', unclear: 'passes' },
  decide: ({ colour }: Facts, on) => {
    if (colour === 'green')
      return { outcome: 'taken', reason: null, eligibleUntil: on, sources: [] };
    if (colour === 'red') return { outcome: 'refused', reason: 'red', sources: [] };
    return { outcome: 'unclear', reason: null, sources: [] };
  },
};

/** The smallest set of files that compiles; `files` adds to it, replaces, or (null) takes away. */
export function smallFiles(files: Readonly<Record<string, string | null>> = {}): SourceFile[] {
  const all: Record<string, string | null> = {
    'programme.yaml': PROGRAMME,
    'messages.yaml': MESSAGES,
    'answers/things.yaml': ANSWERS,
    ...Object.fromEntries(REQUIRED_FLOWS.map((name) => [`${name}.yaml`, card(name)])),
    ...files,
  };
  return Object.entries(all).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
}

const PARTS: Omit<BotParts, 'files'> = { rules: [colour], places: new Map([['1', 'Oldtown']]) };

/** The bot made of these files. Throws when they do not compile. */
export function smallBot(
  files: Readonly<Record<string, string | null>> = {},
  parts: Partial<BotParts> = {},
): Bot {
  const compiled = compile({ ...PARTS, files: smallFiles(files), ...parts });
  if (compiled.ok) return compiled.bot;
  throw new Error(compiled.diagnostics.map(formatDiagnostic).join('\n'));
}

/** Every mistake in these files, a line each, as people are shown them. */
export function mistakes(
  files: Readonly<Record<string, string | null>>,
  parts: Partial<BotParts> = {},
): string[] {
  const compiled = compile({ ...PARTS, files: smallFiles(files), ...parts });
  return compiled.ok ? [] : compiled.diagnostics.map(formatDiagnostic);
}

/** A message of which nothing was understood but what is given. */
export function understood(given: Partial<Understood> = {}): Understood {
  return {
    text: '',
    readings: [],
    correcting: false,
    question: false,
    topics: { zone: 'none', candidates: [], also: [] },
    personal: [],
    ...given,
  };
}

/** Makes any change to a value throw. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  if (value instanceof Map) for (const inner of value.values()) deepFreeze(inner);
  return value;
}
