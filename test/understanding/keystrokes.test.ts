import { describe, expect, test } from 'vitest';
import { decodeTelex, decodeVni } from '../../src/understanding/keystrokes.ts';

describe('telex', () => {
  test.each([
    ['mieenf', 'miền'],
    ['teen', 'tên'],
    ['dangf', 'dàng'],
    ['ddawng', 'đăng'],
    ['dawngd', 'đăng'],
    ['kys', 'ký'],
    ['khoong', 'không'],
    ['dduowcj', 'được'],
    ['dduwowcj', 'được'],
    ['phuwowngf', 'phường'],
    ['lafm', 'làm'],
    ['dienej', 'diện'],
    ['quoocs', 'quốc'],
    ['giuwx', 'giữ'],
    ['khoas', 'khóa'],
    ['thuys', 'thúy'],
    ['nhuw', 'như'],
    ['ddc', 'đc'],
    ['đăngs', 'đắng'],
  ])('%s → %s', (typed, word) => {
    expect(decodeTelex(typed)?.word).toBe(word);
  });

  test.each('mien web facebook hosting tww lừaa a wifi'.split(' '))('%s is none', (typed) => {
    expect(decodeTelex(typed)).toBeUndefined();
  });

  test('a lone key at the end is not sure, one inside or several are', () => {
    expect(decodeTelex('kys')?.sure).toBe(false);
    expect(decodeTelex('lafm')?.sure).toBe(true);
    expect(decodeTelex('mieenf')?.sure).toBe(true);
  });
});

describe('VNI', () => {
  test.each([
    ['te6n', 'tên'],
    ['mie62n', 'miền'],
    ['d9a8ng', 'đăng'],
    ['d9uo75c', 'được'],
    ['d9u7o7c5', 'được'],
    ['the61', 'thế'],
    ['ky1', 'ký'],
  ])('%s → %s', (typed, word) => {
    expect(decodeVni(typed)?.word).toBe(word);
  });

  test.each('t3 2k5 e2k3 web2 tuoi18 thang3x mien'.split(' '))('%s is none', (typed) => {
    expect(decodeVni(typed)).toBeUndefined();
  });

  test('digits at the end may be a number, so they are not sure', () => {
    expect(decodeVni('nam18')?.sure).toBe(false);
    expect(decodeVni('te6n')?.sure).toBe(true);
  });
});
