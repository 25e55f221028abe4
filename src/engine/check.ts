import { checkFlow } from './check-flow.ts';
import { checkButtons, checkLabel, checkSources, checkText } from './check-text.ts';
import type { ParsedFiles } from './parsed-files.ts';
import type { Report } from './report.ts';
import type { Path, YamlSource } from './source.ts';

/** Flows that the assistant itself leads to, so they must exist. */
export const REQUIRED_FLOWS = [
  'welcome',
  'menu',
  'check',
  'questions',
  'human',
  'in-person',
  'delete-my-data',
] as const;

/**
 * Checks what one file says of another: every name is known, everything that must have words has
 * them, every text fits.
 */
export function checkReferences(files: ParsedFiles, report: Report): void {
  checkProgramme(files, report);
  checkMessages(files, report);
  checkReferrals(files, report);
  checkUnique(files, report);
  for (const required of REQUIRED_FLOWS) {
    if (files.names.flows.has(required)) continue;
    report({
      file: `${required}.yaml`,
      line: 1,
      column: 1,
      path: '(file)',
      found: 'no such flow',
      allowed: `a flow named "${required}", which the assistant itself leads to`,
    });
  }
  for (const file of files.answerFiles) checkAnswers(files, file, report);
  for (const file of files.flowFiles) checkFlow(files, file, report);
}

function checkProgramme(files: ParsedFiles, report: Report): void {
  const { programme, programmeFile: source } = files;
  for (const [name, link] of Object.entries(programme.links)) {
    const host = new URL(link.url).host;
    if (!programme.allowedHosts.includes(host)) {
      report(
        source.diagnostic(['links', name, 'url'], {
          found: `host "${host}"`,
          allowed: `one of allowedHosts: ${programme.allowedHosts.join(', ')}`,
        }),
      );
    }
    checkLabel(files, source, ['links', name, 'label'], link.label, report);
  }
}

function checkMessages(files: ParsedFiles, report: Report): void {
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      const label = path[0] === 'labels';
      if (label) checkLabel(files, files.messagesFile, path, value, report);
      else
        checkText(
          files,
          files.messagesFile,
          path,
          value,
          ['source', 'place', 'topic', 'label'],
          report,
        );
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    }
  };
  visit(files.messages, []);
}

function checkReferrals(files: ParsedFiles, report: Report): void {
  const { referralFile } = files;
  if (referralFile === undefined) return;
  for (const [key, { text }] of Object.entries(referralFile.value.referrals))
    checkText(files, referralFile.source, ['referrals', key, 'text'], text, [], report);
}

/** A name given twice, or a phrasing that two topics claim, cannot be told apart later. */
function checkUnique(files: ParsedFiles, report: Report): void {
  const seen = new Map<string, string>();
  const claim = (kind: string, name: string, source: YamlSource, path: Path) => {
    const key = `${kind} ${name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, source.path);
    else {
      report(
        source.diagnostic(path, {
          found: `${kind} "${name}" again`,
          allowed: `once; it stands in ${first}`,
        }),
      );
    }
  };
  for (const { source, value } of files.flowFiles) claim('flow', value.flow, source, ['flow']);
  for (const { source, value } of files.answerFiles) {
    claim('group', value.group, source, ['group']);
    for (const [topic, answer] of Object.entries(value.answers)) {
      claim('topic', topic, source, ['answers', topic]);
      for (const [i, phrasing] of answer.phrasings.entries()) {
        const plain = phrasing
          .normalize('NFC')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim();
        claim('phrasing', plain, source, ['answers', topic, 'phrasings', i]);
      }
    }
  }
}

function checkAnswers(
  files: ParsedFiles,
  { source, value: file }: ParsedFiles['answerFiles'][number],
  report: Report,
): void {
  checkLabel(files, source, ['label'], file.label, report);
  for (const [topic, answer] of Object.entries(file.answers)) {
    const at = ['answers', topic];
    checkLabel(files, source, [...at, 'label'], answer.label, report);
    checkSources(files, source, [...at, 'sources'], answer.sources, report);
    checkButtons(files, source, [...at, 'buttons'], answer.buttons, report);
    for (const [key, text] of [
      ['short', answer.short],
      ['details', answer.details],
    ] as const) {
      if (text !== undefined) checkText(files, source, [...at, key], text, [], report);
      const after = answer.afterProgramme?.[key];
      if (after !== undefined)
        checkText(files, source, [...at, 'afterProgramme', key], after, [], report);
    }
    if ((answer.afterProgramme === undefined) === (answer.timeless === undefined)) {
      report(
        source.diagnostic(at, {
          found: answer.timeless
            ? 'both afterProgramme and timeless'
            : 'neither afterProgramme nor timeless',
          allowed: 'exactly one: other words after the last day, or "timeless: true"',
        }),
      );
    }
    if (answer.unknown && !answer.buttons.some((button) => targetOf(button) === 'flow:human')) {
      report(
        source.diagnostic([...at, 'buttons'], {
          found: 'no way to ask a human',
          allowed: '"flow:human" among the buttons of an answer that is not known',
        }),
      );
    }
  }
}

const targetOf = (button: string | { to: string }) =>
  typeof button === 'string' ? button : button.to;
