import { describe, expect, test } from 'vitest';
import type { NegativeGroup } from '../../../src/understanding/negatives.ts';
import { createUnderstanding, type ModelCache } from '../../../src/understanding/understand.ts';
import { knowledge, now } from '../fixture.ts';

const negatives: NegativeGroup[] = [
  {
    title: 'Đất',
    phrasings: ['làm sổ đỏ ở đâu', 'tach thua dat mat bao nhieu tien', 'sang tên đất cho con'],
  },
  { title: 'Xe', phrasings: ['đổi bằng lái xe', 'phạt nguội tra ở đâu', 'dang ky xe may moi'] },
  { title: 'Chuyện', phrasings: ['hôm nay ăn gì', 'kể chuyện cười đi', 'trời có mưa không'] },
];
const referrals = [
  { key: 'land', words: ['sổ đỏ', 'thửa đất', 'tách thửa'] },
  { key: 'traffic', words: ['bằng lái', 'phạt nguội'] },
];
const withNegatives = { ...knowledge, negatives, referrals };
const nothing = { asks: [], offered: [] };

function memory(): ModelCache & { kept: Map<string, string>; reads: number } {
  const kept = new Map<string, string>();
  return {
    kept,
    reads: 0,
    read(key) {
      this.reads++;
      return kept.get(key);
    },
    write(key, value) {
      kept.set(key, value);
    },
  };
}

describe('learned from negatives', () => {
  const understand = createUnderstanding(withNegatives);
  const read = (text: string) => understand({ text }, nothing, now);

  test.each(['thủ tục làm sổ đỏ', 'lam so do het bao nhieu', 'tach thua dat the nao'])(
    '"%s" is referred to who serves it',
    (text) => {
      expect(read(text)).toMatchObject({ topics: { zone: 'none' }, referral: 'land' });
    },
  );

  test('two services named are no clear referral, and neither is none', () => {
    expect(read('sổ đỏ với bằng lái xe thì sao')).not.toHaveProperty('referral');
    expect(read('hôm nay trời mưa to quá')).not.toHaveProperty('referral');
  });

  test('what is about a topic still is', () => {
    for (const { topic, phrasings } of knowledge.topics)
      expect(read(phrasings[0]!).topics.candidates[0]?.topic).toBe(topic);
    expect(read('phí đăng ký là bao nhiêu')).not.toHaveProperty('referral');
  });
});

describe('the cache', () => {
  test('what was learned is kept, and taken up again with the same results', () => {
    const cache = memory();
    const first = createUnderstanding({ ...withNegatives, cache });
    expect(cache.kept.size).toBe(1);
    const [[key, stored]] = [...cache.kept] as [[string, string]];
    const second = createUnderstanding({ ...withNegatives, cache });
    expect(cache.kept).toEqual(new Map([[key, stored]]));
    for (const text of ['phí đăng ký là bao nhiêu', 'làm sổ đỏ', 'biz.vn cần giấy gì'])
      expect(second({ text }, nothing, now)).toEqual(first({ text }, nothing, now));
  });

  test('a model really comes from it', () => {
    const cache = memory();
    createUnderstanding({ ...withNegatives, cache });
    const [[key, stored]] = [...cache.kept] as [[string, string]];
    const timid = stored.replace(/"answerFrom":[\d.]+/, '"answerFrom":2');
    cache.kept.set(key, timid);
    const understand = createUnderstanding({ ...withNegatives, cache });
    const { topics } = understand({ text: 'phí đăng ký là bao nhiêu' }, nothing, now);
    expect(topics.zone).toBe('choose');
  });

  test('other files mean another model', () => {
    const cache = memory();
    createUnderstanding({ ...withNegatives, cache });
    createUnderstanding({ ...withNegatives, negatives: negatives.slice(1), cache });
    expect(cache.kept.size).toBe(2);
  });

  test('one that is broken is made anew', () => {
    const cache = memory();
    createUnderstanding({ ...withNegatives, cache });
    const [[key, stored]] = [...cache.kept] as [[string, string]];
    cache.kept.set(key, stored.slice(0, 100));
    createUnderstanding({ ...withNegatives, cache });
    expect(cache.kept.get(key)).toBe(stored);
  });
});
