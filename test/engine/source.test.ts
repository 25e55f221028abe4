import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Diagnostic, formatDiagnostic } from '../../src/engine/diagnostic.ts';
import { YamlSource } from '../../src/engine/source.ts';

const TEXT = `# a remark
one:
  - two: 2
    three: [4, 5]
"yes": six
`;

function open(text: string): { source: YamlSource; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  return { source: new YamlSource({ path: 'a.yaml', text }, (one) => found.push(one)), found };
}

test.each<[(string | number)[], string]>([
  [[], 'a.yaml:1:1 (file)'],
  [['one'], 'a.yaml:2:1 one'],
  [['one', 0, 'two'], 'a.yaml:3:5 one.0.two'],
  [['one', 0, 'three', 1], 'a.yaml:4:16 one.0.three.1'],
  [['yes'], 'a.yaml:5:1 yes'],
  [['one', 0, 'missing', 'deeper'], 'a.yaml:3:5 one.0.missing.deeper'],
  [['missing'], 'a.yaml:1:1 missing'],
])('where %j stands', (path, where) => {
  const { source } = open(TEXT);
  const diagnostic = source.diagnostic(path, { found: 'x', allowed: 'y' });
  expect(formatDiagnostic(diagnostic)).toBe(`${where}: found x, allowed y`);
});

test('YAML that cannot be read is a mistake, and has no data', () => {
  const { source, found } = open('a: [1, 2\nb: 3\n');
  expect(source.data).toBeUndefined();
  expect(found[0]).toMatchObject({ file: 'a.yaml', path: '(file)', allowed: 'well-formed YAML' });
});

test('every issue of a schema is told at its own place; a long value is cut', () => {
  const { source, found } = open(`a: ${'x'.repeat(99)}\nb: { c: 1 }\n`);
  const schema = z.strictObject({ a: z.number(), b: z.strictObject({ c: z.string() }) });
  expect(source.parse(schema, source.data, [], (one) => found.push(one))).toBeUndefined();
  expect(found.map(formatDiagnostic)).toEqual([
    `a.yaml:1:1 a: found "${'x'.repeat(56)}…, allowed a number`,
    'a.yaml:2:6 b.c: found 1, allowed a string',
  ]);
});

test('a value that is sound comes back with its defaults', () => {
  const { source, found } = open('a: 1\n');
  const schema = z.strictObject({ a: z.number(), b: z.string().default('b') });
  expect(source.parse(schema, source.data, [], (one) => found.push(one))).toEqual({ a: 1, b: 'b' });
  expect(found).toEqual([]);
});
