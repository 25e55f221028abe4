import { describe, expect, test } from 'vitest';
import { createUnderstanding, parseVocabulary } from '../../src/understanding/understand.ts';
import { birth, citizen, knowledge, now, read, understand } from './fixture.ts';

describe('understanding a message', () => {
  test('a tap is its payload and stores no text', () => {
    expect(understand({ tap: 'flow:id-vn' }, { asks: [birth], offered: [] }, now)).toEqual({
      text: '',
      tap: 'flow:id-vn',
      readings: [],
      correcting: false,
      question: false,
      topics: { zone: 'none', candidates: [], also: [] },
      personal: [],
    });
  });

  test('is plain JSON', () => {
    const understood = read('cho bác hỏi em 2k5 có mất phí không', [birth]);
    expect(JSON.parse(JSON.stringify(understood))).toEqual(understood);
  });

  test('a question in the middle of a check is a topic, with the value beside it', () => {
    expect(read('em 2k5 thì đăng ký tên miền có mất tiền không', [birth])).toMatchObject({
      question: true,
      readings: [{ ask: birth.ask, whole: false, named: true }],
      topics: { candidates: [{ topic: 'fee' }] },
    });
  });

  test.each([
    ['à nhầm, em sinh 2005', true],
    ['nhầm rồi 2006', true],
    ['sửa lại là 2006', true],
    ['ý mình là 2006', true],
    ['không phải, em sinh 2006', true],
    ['em sinh 2006', false],
    ['không phải', false],
    ['đăng ký nhầm tên thì sửa được không', false],
  ])('%s takes something back: %s', (text, correcting) => {
    expect(read(text, [{ ...birth, pending: false }]).correcting).toBe(correcting);
  });

  test('"không phải công dân" answers and takes nothing back', () => {
    const understood = read('dạ em không phải công dân Việt Nam', [citizen]);
    expect(understood.correcting).toBe(false);
    expect(understood.readings).toMatchObject([{ ask: citizen.ask, value: false }]);
  });

  test('the day is counted in the time zone of the programme', () => {
    // 18:00 on the 31st in London is already the 1st of the month in Hải Phòng.
    const late = new Date('2026-12-31T18:00:00Z');
    const founded = { ask: 'a/b', pending: true, type: 'date', about: 'founding' } as const;
    const [reading] = understand(
      { text: 'hôm nay' },
      { asks: [founded], offered: [] },
      late,
    ).readings;
    expect(reading!.value).toEqual({ earliest: '2027-01-01', latest: '2027-01-01' });
  });

  test.each([
    '',
    '   ',
    '😀😀',
    '?',
    '\u0000',
    'a'.repeat(50_000),
    '1'.repeat(5_000),
    'ngày '.repeat(2_000),
    '0 '.repeat(3_000),
  ])('stays calm at message %#', (text) => {
    const before = performance.now();
    const understood = read(text, [birth, citizen]);
    expect(understood.command).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  test('without any topic it still reads values', () => {
    const bare = createUnderstanding({ ...knowledge, topics: [], starters: [] });
    const { readings, topics } = bare({ text: '2k5' }, { asks: [birth], offered: [] }, now);
    expect(readings).toMatchObject([{ ask: birth.ask, whole: true }]);
    expect(topics.zone).toBe('none');
  });

  test('a mistake in the vocabulary is told with its path', () => {
    expect(() => parseVocabulary('fillers: []')).toThrow(/commands/);
  });
});
