import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits } from '../../src/channels/capabilities.ts';
import { shorten, shortLabels } from '../../src/channels/labels.ts';

const characters = (max: number) => ({ max, unit: 'characters' as const });
const bytes = (max: number) => ({ max, unit: 'bytes' as const });

describe('a label', () => {
  test.each([
    ['Gặp cán bộ', characters(20), 'Gặp cán bộ'],
    ['Kiểm tra điều kiện id.vn', characters(20), 'Kiểm tra điều kiện…'],
    ['Đăng ký', bytes(9), 'Đăng…'],
    ['Supercalifragilistic', characters(10), 'Supercali…'],
    // A letter and its marks, a flag and its halves stay together.
    ['xe\u0302\u0301e\u0302\u0301', characters(4), 'x…'],
    ['🇻🇳🇻🇳🇻🇳', characters(6), '🇻🇳…'],
  ])('%s within %j is %s', (label, limit, expected) => {
    expect(shorten(label, limit)).toBe(expected);
  });
});

describe('labels side by side', () => {
  test('keep what tells them apart', () => {
    expect(
      shortLabels(
        ['Đăng ký tên miền cho cá nhân', 'Đăng ký tên miền cho tổ chức', 'Về menu'],
        characters(20),
      ),
    ).toEqual(['Đăng ký… cho cá nhân', 'Đăng ký… cho tổ chức', 'Về menu']);
  });

  test('get numbers when nothing else helps', () => {
    expect(
      shortLabels(['aaaaaaaaaaaaaaaaaaaaaaaaax', 'aaaaaaaaaaaaaaaaaaaaaaaaay'], characters(10)),
    ).toEqual(['aaaaaaa… 1', 'aaaaaaa… 2']);
  });

  test('that were alike stay so', () => {
    expect(shortLabels(['xã Cẩm Giàng', 'xã Cẩm Giàng'], characters(8))).toEqual([
      'xã Cẩm…',
      'xã Cẩm…',
    ]);
  });

  test('never become alike, and always fit', () => {
    const label = fc
      .array(fc.constantFrom('đăng', 'ký', 'id.vn', 'a', 'aaaaaaaaaaaa', '…', '1', '🇻🇳'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.uniqueArray(label, { maxLength: 13 }), (labels) => {
        const short = shortLabels(labels, characters(12));
        expect(new Set(short).size).toBe(labels.length);
        expect(short.every((one) => fits(one, characters(12)) && one !== '')).toBe(true);
      }),
    );
  });
});
