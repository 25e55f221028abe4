import type { z } from 'zod';
import { AnswerFile } from './answer.ts';
import type { Bot, Flow, LinkStep, SayStep, TopicAnswer, TopicGroup } from './bot.ts';
import { checkReferences } from './check.ts';
import { compileSteps, resolveButtons } from './compile-flow.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Limits, SMALLEST_CHANNEL } from './limits.ts';
import { Messages } from './messages.ts';
import { parseFlow } from './parse-flow.ts';
import type { ParsedFiles } from './parsed-files.ts';
import { Programme } from './programme.ts';
import { ReferralFile } from './referral.ts';
import type { Rule } from './rule.ts';
import { type SourceFile, YamlSource } from './source.ts';

/** What a bot is made of. All of it is passed in: compiling reads nothing. */
export interface BotParts {
  /** `flows/programme.yaml`, `flows/messages.yaml`, `flows/answers/*.yaml`, the flows, and `flows/language/referrals.yaml` if there is one; in any order. */
  files: readonly SourceFile[];
  rules: readonly Rule[];
  /** Names of the city's communes by code. */
  places: ReadonlyMap<string, string>;
  limits?: Limits;
}

export type Compiled = { ok: true; bot: Bot } | { ok: false; diagnostics: Diagnostic[] };

/**
 * Makes a bot of its files, or tells every mistake in them at once. A bot that compiles has no
 * unknown name in it; whether its paths lead anywhere is proved by {@link explore}.
 */
export function compile(parts: BotParts): Compiled {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const sources = parts.files.map((file) => new YamlSource(file, report));

  const programme = single(sources, 'programme.yaml', Programme, report);
  const messages = single(sources, 'messages.yaml', Messages, report);
  const answerFiles = sources.filter(isAnswers).flatMap((source) => {
    const value =
      source.data === undefined ? undefined : source.parse(AnswerFile, source.data, [], report);
    return value === undefined ? [] : [{ source, value }];
  });
  const referralFile = sources.some(isReferrals)
    ? single(sources, 'referrals.yaml', ReferralFile, report)
    : undefined;
  const flowFiles = sources.filter(isFlow).flatMap((source) => {
    const value = parseFlow(source, report);
    return value === undefined ? [] : [{ source, value }];
  });
  if (programme === undefined || messages === undefined) return { ok: false, diagnostics };

  const files: ParsedFiles = {
    programme: programme.value,
    messages: messages.value,
    rules: new Map(parts.rules.map((rule) => [rule.name, rule])),
    places: parts.places,
    limits: parts.limits ?? SMALLEST_CHANNEL,
    answerFiles,
    flowFiles,
    ...(referralFile === undefined ? {} : { referralFile }),
    names: rawNames(sources),
    programmeFile: programme.source,
    messagesFile: messages.source,
  };
  checkReferences(files, report);
  if (diagnostics.length > 0) return { ok: false, diagnostics: inOrder(diagnostics) };
  return { ok: true, bot: build(files) };
}

function build(files: ParsedFiles): Bot {
  const labels = targetLabels(files);
  const flows = new Map<string, Flow>();
  for (const { value } of files.flowFiles) {
    const steps = compileSteps(value, labels);
    flows.set(value.flow, {
      name: value.flow,
      title: value.title,
      label: value.label,
      ...(value.address === undefined ? {} : { address: value.address }),
      words: value.words,
      start: value.start,
      steps,
      card: false,
    });
  }
  for (const flow of flows.values()) flow.card = isCard(flow, flows, new Set());

  const answers = new Map<string, TopicAnswer>();
  const groups = new Map<string, TopicGroup>();
  for (const { value: file } of files.answerFiles) {
    const { group, title, label } = file;
    groups.set(group, { name: group, title, label, topics: Object.keys(file.answers) });
    for (const [topic, answer] of Object.entries(file.answers)) {
      answers.set(topic, {
        ...answer,
        topic,
        group,
        ...(file.address === undefined ? {} : { address: file.address }),
        buttons: resolveButtons(answer.buttons, labels),
      });
    }
  }
  const { programme, messages, rules, places } = files;
  const outcomeSteps = findOutcomeSteps(flows);
  const referrals = new Map(Object.entries(files.referralFile?.value.referrals ?? {}));
  return { programme, messages, rules, referrals, places, flows, answers, groups, outcomeSteps };
}

/**
 * The names in the files as written, whether or not the file is sound: a flow with a mistake in it
 * must not make every reference to it look mistaken too.
 */
function rawNames(sources: readonly YamlSource[]): ParsedFiles['names'] {
  const records = sources.map((source) => ({
    source,
    data: Object(source.data) as Record<string, unknown>,
  }));
  const flows = records.filter(({ source }) => isFlow(source)).map(({ data }) => String(data.flow));
  const answers = records.filter(({ source }) => isAnswers(source)).map(({ data }) => data);
  return {
    flows: new Set(flows),
    topics: new Set(answers.flatMap((data) => Object.keys(Object(data.answers)))),
    groups: new Set(answers.map((data) => String(data.group))),
  };
}

/** The label of everything a button can lead to, by target. */
function targetLabels(files: ParsedFiles): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { value } of files.flowFiles) labels.set(`flow:${value.flow}`, value.label);
  for (const { value } of files.answerFiles) {
    labels.set(`group:${value.group}`, value.label);
    for (const [topic, answer] of Object.entries(value.answers))
      labels.set(`topic:${topic}`, answer.label);
  }
  return labels;
}

function isCard(flow: Flow, flows: ReadonlyMap<string, Flow>, seen: Set<string>): boolean {
  if (seen.has(flow.name)) return true;
  seen.add(flow.name);
  return [...flow.steps.values()].every((step) => {
    if (step.kind === 'ask') return false;
    return step.kind !== 'jump' || isCard(flows.get(step.to)!, flows, seen);
  });
}

/** Where each final outcome of a rule is worded: the public API explains its decisions with it. */
function findOutcomeSteps(flows: ReadonlyMap<string, Flow>): Bot['outcomeSteps'] {
  const found = new Map<string, SayStep | LinkStep>();
  for (const flow of flows.values()) {
    for (const step of flow.steps.values()) {
      if (step.kind !== 'decide') continue;
      for (const [outcome, to] of Object.entries(step.outcomes)) {
        const target = flow.steps.get(to);
        const key = `${step.rule}/${outcome}`;
        if ((target?.kind === 'say' || target?.kind === 'link') && !found.has(key)) {
          found.set(key, target);
        }
      }
    }
  }
  return found;
}

const baseName = (source: YamlSource) => source.path.split('/').at(-1)!;
const isAnswers = (source: YamlSource) => source.path.split('/').at(-2) === 'answers';
const isReferrals = (source: YamlSource) => baseName(source) === 'referrals.yaml';
const isFlow = (source: YamlSource) =>
  !isAnswers(source) &&
  !isReferrals(source) &&
  !['programme.yaml', 'messages.yaml'].includes(baseName(source));

type Report = (diagnostic: Diagnostic) => void;

function single<S extends z.ZodType>(
  sources: readonly YamlSource[],
  name: string,
  schema: S,
  report: Report,
): { source: YamlSource; value: z.infer<S> } | undefined {
  const source = sources.find((candidate) => baseName(candidate) === name);
  if (source === undefined) {
    report({
      file: name,
      line: 1,
      column: 1,
      path: '(file)',
      found: 'no such file',
      allowed: name,
    });
    return undefined;
  }
  if (source.data === undefined) return undefined;
  const value = source.parse(schema, source.data, [], report);
  return value === undefined ? undefined : { source, value };
}

function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  );
}
