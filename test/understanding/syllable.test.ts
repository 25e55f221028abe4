import { expect, test } from 'vitest';
import { isSyllable } from '../../src/understanding/syllable.ts';

test.each(
  'ten mien dang ky khong nghieng quyet gi giay nguoi uong y yeu duoc thuyet huynh ai'.split(' '),
)('"%s" can be Vietnamese', (word) => {
  expect(isSyllable(word)).toBe(true);
});

test.each('kys mieenf teen free web host khoong str facebook ekyc biz nghiengs w'.split(' '))(
  '"%s" cannot',
  (word) => {
    expect(isSyllable(word)).toBe(false);
  },
);
