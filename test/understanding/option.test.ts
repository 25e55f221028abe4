import { describe, expect, test } from 'vitest';
import type { Expectation, Offered } from '../../src/engine/understood.ts';
import { answer, birth, founding, kind, kinds, read } from './fixture.ts';

describe('a choice', () => {
  test.each([
    ['2', 'household'],
    ['số 2', 'household'],
    ['cái thứ 2', 'household'],
    ['Hộ kinh doanh', 'household'],
    ['ho kinh doanh', 'household'],
    ['hkd', 'household'],
    ['hộ kd ạ', 'household'],
    ['ho kinh doang', 'household'],
    ['dn', 'enterprise'],
    ['em là cty ạ', 'enterprise'],
    ['htx', 'other'],
    ['em có cửa hàng nhỏ', 'household (inside)'],
    ['công ty cổ phần mới mở', 'enterprise (inside)'],
    ['à nhầm, hộ kinh doanh', 'household'],
    ['4', 'none'],
    ['doanh nghiệp hay hộ kinh doanh', 'none'],
    ['em không rõ', 'none'],
  ])('%s → %s', (text, meant) => {
    expect(answer(text, kind)).toBe(meant);
  });
});

describe('a button typed instead of pressed', () => {
  const option = (n: number): Offered => ({ label: `Mục ${n}`, payload: `topic:t-${n}` });
  const offered: Offered[] = [
    { label: 'Kiểm tra biz.vn', payload: 'flow:biz-vn' },
    { label: 'Hỏi đáp', payload: 'flow:questions' },
  ];
  test.each([
    ['2', 'flow:questions'],
    ['số 2', 'flow:questions'],
    ['Kiểm tra biz.vn', 'flow:biz-vn'],
    ['kiem tra biz vn', 'flow:biz-vn'],
    ['kiem trs biz.vn', 'flow:biz-vn'],
    ['hoi dap', 'flow:questions'],
    ['kiểm tra id vn', 'flow:id-vn'],
    ['kiem tra id.vn ạ', 'flow:id-vn'],
    ['3', undefined],
    ['kiểm tra', undefined],
  ])('%s → %s', (text, payload) => {
    expect(read(text, [], offered).tap).toBe(payload);
  });

  test('also where a word without marks looks like a filler: "ho" (hộ), "nha" (nhà)', () => {
    const near: Offered[] = [{ label: 'Nơi hỗ trợ gần nhà', payload: 'flow:in-person' }];
    expect(read('noi ho tro gan nha', [], near).tap).toBe('flow:in-person');
  });

  // Where there are no buttons the ways out of a date that was not understood have numbers too, and
  // "1" and "2" are nobody's birthday.
  test('while a date is awaited a number is the date if it can be one, else the button', () => {
    const many = [...offered, ...Array.from({ length: 20 }, (_, i) => option(i))];
    expect(read('2', [birth], offered).tap).toBe('flow:questions');
    expect(read('số 1 ạ', [birth], offered).tap).toBe('flow:biz-vn');
    expect(read('2', [founding], offered).tap).toBe('flow:questions');
    expect(read('9', [birth], offered).tap).toBeUndefined();
    for (const age of ['18', '22', '05']) expect(read(age, [birth], many).tap).toBeUndefined();
    expect(read('hoi dap', [birth], offered).tap).toBe('flow:questions');
  });

  test('while a text is awaited a number is that text', () => {
    const name: Expectation = { ask: 'visit/name', pending: true, type: 'text' };
    const understood = read('2', [name], offered);
    expect(understood.tap).toBeUndefined();
    expect(understood.readings).toMatchObject([{ value: '2' }]);
  });

  test('a number is an answer where the buttons are answers to that very question', () => {
    const answers: Offered[] = [
      { label: '14 tuổi', payload: `a:${birth.ask}=2011-11-23..2012-12-31` },
      { label: 'sinh năm 2014', payload: `a:${birth.ask}=2014-01-01..2014-12-31` },
    ];
    expect(read('2', [birth], answers).tap).toBe(answers[1]!.payload);
  });

  test('a number is that of the buttons that are seen', () => {
    const help: Offered[] = [{ label: 'Gặp cán bộ', payload: 'flow:human' }];
    expect(read('1', [kind], help)).toMatchObject({ tap: 'flow:human', readings: [] });
    const turned = kinds
      .toReversed()
      .map(({ label, value }) => ({ label, payload: `a:${kind.ask}=${value}` }));
    expect(read('1', [kind], turned).readings).toMatchObject([{ value: 'other', whole: true }]);
  });

  test('a choice that is asked for is read as its answer, not as its button', () => {
    const buttons = kinds.map(({ label, value }) => ({ label, payload: `a:${kind.ask}=${value}` }));
    const understood = read('hộ kinh doanh', [kind], buttons);
    expect(understood.tap).toBeUndefined();
    expect(understood.readings).toMatchObject([{ value: 'household', whole: true }]);
  });
});
