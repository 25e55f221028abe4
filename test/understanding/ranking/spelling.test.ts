import { expect, test } from 'vitest';
import { parseAbbreviations } from '../../../src/understanding/abbreviations.ts';
import { createMend } from '../../../src/understanding/ranking/spelling.ts';
import { phraseWords } from '../../../src/understanding/words.ts';

const texts = [
  'đăng ký tên miền cho công ty',
  'chương trình này miễn phí',
  'chương trình của thành phố',
  'đối tượng được miễn phí',
  'tên miền có phải trả tiền',
  'đối tượng đăng ký tên miền',
  'vnpt bán tên miền',
  'vnpt cho đăng ký',
].map(phraseWords);
const mend = createMend(texts, new Set(['web', 'free']), parseAbbreviations('a\tb\nkg\tkhông'));
const mended = (text: string) =>
  mend(phraseWords(text))
    .map(({ folded }) => folded)
    .join(' ');

test.each([
  ['tênmiền này', 'ten mien nay'],
  ['dangky di', 'dang ky di'],
  ['đăn gký', 'dang ky'],
  ['ctrình', 'chuong trinh'],
  ['đối tuogn', 'doi tuong'],
  ['fải', 'phai'],
  ['mienx', 'mien'],
])('%s → %s', (typed, meant) => {
  expect(mended(typed)).toBe(meant);
});

test.each(['bảo hiểm', 'free web', 'kg', 'vnpt', 'id.vn', '2k5', 'zzzzz', 'xyz'])(
  '%s stays: a word of its own, or too far from any',
  (typed) => {
    expect(mended(typed)).toBe(
      phraseWords(typed)
        .map(({ folded }) => folded)
        .join(' '),
    );
  },
);
