import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Diagnostic, nearestName } from './diagnostic.ts';

/** A file as text; reading it is the caller's business. `path` is only ever shown and sorted by. */
export interface SourceFile {
  path: string;
  text: string;
}

export type Path = readonly (string | number)[];

/** What a mistake says; where it is follows from the path. */
export interface Mistake {
  found: string;
  allowed: string;
  nearest?: string | undefined;
}

/** A parsed YAML file that can still tell on which line every value stands. */
export class YamlSource {
  readonly path: string;
  readonly data: unknown;
  readonly #lines = new LineCounter();
  readonly #document;

  constructor(file: SourceFile, report: (diagnostic: Diagnostic) => void) {
    this.path = file.path;
    this.#document = parseDocument(file.text, { lineCounter: this.#lines });
    for (const error of this.#document.errors) {
      const { line, col } = this.#lines.linePos(error.pos[0]);
      report({
        file: this.path,
        line,
        column: col,
        path: '(file)',
        found: error.message.split('\n')[0]!.replace(/ at line .*$/, ''),
        allowed: 'well-formed YAML',
      });
    }
    this.data = this.#document.errors.length > 0 ? undefined : this.#document.toJS();
  }

  /** A diagnostic at the value that `path` leads to, or at its nearest parent that exists. */
  diagnostic(path: Path, mistake: Mistake): Diagnostic {
    const { line, col } = this.#lines.linePos(this.#offset(path));
    return {
      file: this.path,
      line,
      column: col,
      path: path.length === 0 ? '(file)' : path.join('.'),
      found: mistake.found,
      allowed: mistake.allowed,
      ...(mistake.nearest === undefined ? {} : { nearest: mistake.nearest }),
    };
  }

  /** Checks the value at `path` by a schema; reports every issue at its own place. */
  parse<S extends z.ZodType>(
    schema: S,
    value: unknown,
    path: Path,
    report: (diagnostic: Diagnostic) => void,
  ): z.infer<S> | undefined {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of flatten(result.error.issues)) {
      const at = [
        ...path,
        ...issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
      ];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          const known = knownKeys(schema, issue.path);
          report(
            this.diagnostic([...at, key], {
              found: `key "${key}"`,
              allowed: known.length > 0 ? `one of ${known.join(', ')}` : 'a known key',
              nearest: nearestName(key, known),
            }),
          );
        }
        continue;
      }
      report(
        this.diagnostic(at, {
          found: show(valueAt(value, issue.path)),
          ...allowedBy(schema, issue, value),
        }),
      );
    }
    return undefined;
  }

  #offset(path: Path): number {
    let node: unknown = this.#document.contents;
    let offset = 0;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && String((item.key as { value?: unknown }).value) === String(key),
        );
        if (pair === undefined) break;
        if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        if (isNode(node) && node.range) offset = node.range[0];
      } else break;
    }
    return offset;
  }
}

type Issue = z.core.$ZodIssue;

/** A union's own message says nothing useful: the branch that fits best speaks for it. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const best = [...issue.errors].sort(
      (a, b) => deepest(b) - deepest(a) || a.length - b.length,
    )[0]!;
    return flatten(
      best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue),
    );
  });
}

function deepest(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'invalid_type' ? 0 : 1)),
  );
}

/** What an issue allows, with the nearest of the allowed words where there is a list of them. */
function allowedBy(schema: z.ZodType, issue: Issue, value: unknown): Omit<Mistake, 'found'> {
  const found = valueAt(value, issue.path);
  const words = allowedWords(schema, issue);
  if (words.length === 0) return { allowed: issueText(issue) };
  return {
    allowed: `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`,
    nearest: typeof found === 'string' ? nearestName(found, words) : undefined,
  };
}

function allowedWords(schema: z.ZodType, issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union' || !('discriminator' in issue)) return [];
  // The value that tells which kind it is fits none of the kinds.
  const { discriminator = '' } = issue as { discriminator?: string };
  const kinds = (schema as Def).def?.options ?? [];
  return kinds.flatMap((kind) => {
    const literal = shapes(kind)[0]?.[discriminator] as
      | { def?: { values?: unknown[] } }
      | undefined;
    return (literal?.def?.values ?? []).map(String);
  });
}

function issueText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum} (${issue.origin})`;
    case 'too_big':
      return `at most ${issue.maximum} (${issue.origin})`;
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? `a valid ${issue.format}` : issue.message;
    default:
      return issue.message;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null
        ? (node as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** The keys that strict objects allow where an unknown one was found, over all kinds it could be of. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes: unknown[] = [schema];
  for (const key of path) nodes = nodes.flatMap((node) => children(node, key));
  return [...new Set(nodes.flatMap(shapes).flatMap((shape) => Object.keys(shape)))];
}

interface Def {
  def?: {
    type?: string;
    shape?: Record<string, unknown>;
    element?: unknown;
    valueType?: unknown;
    innerType?: unknown;
    options?: unknown[];
  };
}

function shapes(schema: unknown): Record<string, unknown>[] {
  const def = (schema as Def | undefined)?.def;
  if (def === undefined) return [];
  if (def.shape !== undefined) return [def.shape];
  if (def.innerType !== undefined) return shapes(def.innerType);
  return (def.options ?? []).flatMap(shapes);
}

function children(schema: unknown, key: PropertyKey): unknown[] {
  const def = (schema as Def | undefined)?.def;
  if (def === undefined) return [];
  if (def.innerType !== undefined) return children(def.innerType, key);
  if (def.options !== undefined) return def.options.flatMap((option) => children(option, key));
  const under = def.element ?? def.valueType ?? def.shape?.[String(key)];
  return under === undefined ? [] : [under];
}

/** A value as a message shows it: short, quoted. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
