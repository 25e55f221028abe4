import { describe, expect, test } from 'vitest';
import { answer, citizen, read } from './fixture.ts';

describe('yes and no', () => {
  test.each([
    ...[
      'có',
      'co a',
      'Có ạ!',
      'có có',
      'dạ đúng r',
      'đúng rồi ạ',
      'uk',
      'ừ',
      'vâng',
      'dạ vâng ạ',
      'dạ',
      'chuẩn',
      'c',
      'ok',
      'yes',
      'phải',
      'dạ phải',
      'em có',
      'mình có nhé',
      'rồi',
      'có rồi mà',
      'có giấy rồi',
      'đồng ý',
      'vâng đúng rồi ạ',
      'tất nhiên',
    ].map((text) => [text, 'true']),
    ...[
      'ko',
      'k',
      'k ạ',
      'không',
      'Không.',
      'KHÔNG',
      'khônggg',
      'khong a',
      'hông',
      'hem',
      'chưa',
      'dạ chưa có ạ',
      'chưa đâu',
      'không phải',
      'kp',
      'em không ạ',
      'không có',
      'no',
      'đâu có',
      'chưa có giấy',
      'sai rồi',
      'dạ không',
    ].map((text) => [text, 'false']),
    ...[
      'có không',
      'có được không',
      'có cần đóng tiền không',
      'đúng không',
      'không biết',
      'chưa rõ',
      'không sao',
      'cô',
      'chùa',
      'hình như có',
      'có lẽ',
      '2005',
    ].map((text) => [text, 'none']),
  ])('%s → %s', (text, meant) => {
    expect(answer(text!, citizen)).toBe(meant);
  });

  test('an answer at the head of a longer sentence is not the whole of it', () => {
    expect(answer('không em chỉ là khách du lịch', citizen)).toBe('false (inside)');
    expect(answer('có, em sống ở đây từ bé', citizen)).toBe('true (inside)');
  });

  test('what nobody asked is not answered', () => {
    expect(read('có', [{ ...citizen, pending: false }]).readings).toEqual([]);
  });
});
