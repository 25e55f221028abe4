import { expect, test } from 'vitest';
import { formatDiagnostic, nearestName } from '../../src/engine/diagnostic.ts';

const mistake = {
  file: 'flows/a.yaml',
  line: 12,
  column: 5,
  path: 'steps.one.then',
  found: '"ened"',
  allowed: 'a step',
};

test('a mistake in one line: where, what stands there, what may stand there', () => {
  expect(formatDiagnostic(mistake)).toBe(
    'flows/a.yaml:12:5 steps.one.then: found "ened", allowed a step',
  );
  expect(formatDiagnostic({ ...mistake, nearest: 'ended' })).toBe(
    'flows/a.yaml:12:5 steps.one.then: found "ened", allowed a step (nearest: "ended")',
  );
});

test.each([
  ['birthdate', ['citizen', 'birth-date', 'decide'], 'birth-date'],
  ['Citizen', ['citizen'], 'citizen'],
  ['endet', ['end', 'ended'], 'ended'],
  ['ab', ['ba'], 'ba'],
  ['completely-different', ['end'], undefined],
  ['x', [], undefined],
])('the name nearest to %s among %j is %s', (found, names, nearest) => {
  expect(nearestName(found, names)).toBe(nearest);
});
