import { expect, test } from 'vitest';
import { personalAsks } from '../../src/engine/personal.ts';
import { loadBot } from '../../src/load.ts';

test('all questions of flows that ask for a day or a place, and no others', () => {
  expect([...personalAsks(loadBot().bot)].sort()).toEqual([
    'biz-vn/certificate',
    'biz-vn/established-on',
    'biz-vn/full-established-on',
    'biz-vn/kind',
    'id-vn/birth-date',
    'id-vn/citizen',
    'id-vn/full-birth-date',
    'in-person/place',
  ]);
});
