import { parseReference } from './citation.ts';
import type { Button } from './flow.ts';
import type { ParsedFiles } from './parsed-files.ts';
import { type Report, unknownName } from './report.ts';
import type { Path, YamlSource } from './source.ts';
import { splitText } from './split.ts';
import { fill, knownWords, placeholders, programmeWords } from './text.ts';

/** A text's placeholders are known, its web addresses are the programme's, and it fits or splits. */
export function checkText(
  files: ParsedFiles,
  source: YamlSource,
  path: Path,
  text: string,
  extra: readonly string[],
  report: Report,
): void {
  const known = [...knownWords(files.programme), ...extra];
  for (const name of placeholders(text)) {
    if (!known.includes(name)) {
      unknownName(source, path, `{${name}}`, `a placeholder: ${known.join(', ')}`, known, report);
    }
  }
  // With every placeholder filled, so that no paragraph is left out: the longest the text can be.
  const { lastDay, address } = files.programme;
  const words = programmeWords(files.programme, address, lastDay);
  const filled = fill(
    text,
    Object.fromEntries(known.map((name) => [name, words[name] ?? LONGEST])),
  );
  if (splitText(filled, files.limits.text) === undefined) {
    report(
      source.diagnostic(path, {
        found: 'a sentence too long to be split',
        allowed: `sentences of at most ${files.limits.text} characters`,
      }),
    );
  }
  for (const address of webAddresses(filled)) {
    if (isKnownAddress(files, address)) continue;
    unknownName(
      source,
      path,
      address,
      'an address of links or words in programme.yaml',
      Object.values(files.programme.words),
      report,
    );
  }
}

/** What a setting or a place may grow to. */
const LONGEST = 'x'.repeat(60);

const WEB_ADDRESS = /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info)(?:\/[^\s,;)]*)?/gi;

function webAddresses(text: string): string[] {
  return [...text.matchAll(WEB_ADDRESS)].map((match) => match[0].replace(/[.:]$/, ''));
}

/** The programme's own addresses, and names under id.vn or biz.vn, which are what it is about. */
function isKnownAddress(files: ParsedFiles, address: string): boolean {
  const plain = address.replace(/^https?:\/\//i, '').toLowerCase();
  if (/(^|\.)(id|biz|com)\.vn$/.test(plain)) return true;
  const { words, links } = files.programme;
  const known = [...Object.values(words), ...Object.values(links).map((link) => link.url)].map(
    (address) => address.replace(/^https?:\/\//i, '').toLowerCase(),
  );
  return known.some((address) => address === plain || address.split('/')[0] === plain);
}

/** A button's or link's label fits the smallest channel's buttons. */
export function checkLabel(
  files: ParsedFiles,
  source: YamlSource,
  path: Path,
  label: string,
  report: Report,
): void {
  const { length } = [...label];
  if (length > files.limits.label) {
    report(
      source.diagnostic(path, {
        found: `"${label}" (${length} characters)`,
        allowed: `a label of at most ${files.limits.label} characters`,
      }),
    );
  }
}

export function checkSources(
  files: ParsedFiles,
  source: YamlSource,
  path: Path,
  references: readonly string[],
  report: Report,
): void {
  const known = Object.keys(files.programme.sources);
  for (const [i, reference] of references.entries()) {
    const { id } = parseReference(reference);
    if (!known.includes(id)) {
      unknownName(source, [...path, i], id, `a source: ${known.join(', ')}`, known, report);
    }
  }
}

export function checkButtons(
  files: ParsedFiles,
  source: YamlSource,
  path: Path,
  buttons: readonly Button[] | undefined,
  report: Report,
): void {
  for (const [i, button] of (buttons ?? []).entries()) {
    const target = typeof button === 'string' ? button : button.to;
    if (typeof button !== 'string')
      checkLabel(files, source, [...path, i, 'label'], button.label, report);
    const [kind, name = ''] = target.split(':');
    const known =
      kind === 'flow'
        ? files.names.flows
        : kind === 'topic'
          ? files.names.topics
          : files.names.groups;
    if (!known.has(name)) unknownName(source, [...path, i], name, `a known ${kind}`, known, report);
    checkPayload(files, source, [...path, i], target, report);
  }
}

/** What a button sends back fits the smallest channel, in bytes. */
export function checkPayload(
  files: ParsedFiles,
  source: YamlSource,
  path: Path,
  payload: string,
  report: Report,
): void {
  const bytes = new TextEncoder().encode(payload).length;
  if (bytes > files.limits.payload) {
    report(
      source.diagnostic(path, {
        found: `a button that sends back ${bytes} bytes`,
        allowed: `at most ${files.limits.payload}: shorten the names of flow, step or value`,
      }),
    );
  }
}
