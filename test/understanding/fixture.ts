import { readFileSync } from 'node:fs';
import type { Choice, Expectation, Offered, Understood } from '../../src/engine/understood.ts';
import {
  createUnderstanding,
  type Knowledge,
  parseAbbreviations,
  parsePlaces,
  parseVocabulary,
} from '../../src/understanding/understand.ts';

const file = (path: string) =>
  readFileSync(new URL(`../../flows/${path}`, import.meta.url), 'utf8');

/** The real words and places; topics of the tests' own, so that no answer's wording moves a test. */
export const knowledge: Knowledge = {
  topics: [
    {
      topic: 'fee',
      title: 'Đăng ký có mất phí không?',
      short: 'Không mất phí trong hai năm đầu.',
      phrasings: [
        'đăng ký tên miền có mất tiền không',
        'phí đăng ký là bao nhiêu',
        'có miễn phí thật không',
        'dk id.vn free dc k',
        'lam ten mien ton bao nhieu tien',
      ],
    },
    {
      topic: 'papers-id',
      title: 'Đăng ký id.vn cần giấy tờ gì?',
      short: 'Cần căn cước.',
      phrasings: [
        'hồ sơ đăng ký id.vn gồm những gì',
        'làm id.vn cần mang giấy tờ nào',
        'id.vn co can can cuoc khong',
      ],
    },
    {
      topic: 'papers-biz',
      title: 'Đăng ký biz.vn cần giấy tờ gì?',
      short: 'Cần giấy chứng nhận đăng ký.',
      phrasings: [
        'hồ sơ đăng ký biz.vn gồm những gì',
        'làm biz.vn cần mang giấy tờ nào',
        'biz.vn co can giay phep kinh doanh khong',
      ],
    },
    {
      topic: 'delete-my-data',
      title: 'Xóa dữ liệu của tôi thế nào?',
      short: 'Bấm nút xóa dữ liệu.',
      phrasings: [
        'xóa dữ liệu thế nào',
        'làm sao để rút lại đồng ý',
        'muốn xóa thông tin thì làm sao',
      ],
    },
    {
      topic: 'where',
      title: 'Đến đâu để được hướng dẫn trực tiếp?',
      short: 'Đến Trung tâm phục vụ hành chính công.',
      phrasings: [
        'ra phường nào để được chỉ',
        'chỗ nào hướng dẫn trực tiếp',
        'den dau de duoc giup tan noi',
      ],
    },
  ],
  starters: [
    { target: 'flow:id-vn', words: ['kiểm tra id vn', 'em có được id.vn không'] },
    { target: 'flow:biz-vn', words: ['kiểm tra biz vn'] },
  ],
  places: parsePlaces(file('places.tsv')),
  vocabulary: parseVocabulary(file('language/vocabulary.yaml')),
  abbreviations: parseAbbreviations(file('language/abbreviations.tsv')),
  selfAddress: { bác: 'bác', cô: 'cô', chú: 'chú' },
  timeZone: 'Asia/Ho_Chi_Minh',
};

export const understand = createUnderstanding(knowledge);

/** A Sunday, 22/11/2026, ten in the morning in Hải Phòng. */
export const now = new Date('2026-11-22T03:00:00Z');

export const birth: Expectation = {
  ask: 'id-vn/birth',
  pending: true,
  type: 'date',
  about: 'birth',
  precision: 'any',
};
export const founding: Expectation = {
  ask: 'biz-vn/founded',
  pending: true,
  type: 'date',
  about: 'founding',
  precision: 'any',
};
export const citizen: Expectation = { ask: 'id-vn/citizen', pending: true, type: 'yes-no' };
export const place: Expectation = { ask: 'visit/place', pending: true, type: 'place' };
export const kinds: readonly Choice[] = [
  { value: 'enterprise', label: 'Doanh nghiệp', words: ['công ty', 'công ty cổ phần', 'dntn'] },
  { value: 'household', label: 'Hộ kinh doanh', words: ['hộ', 'cửa hàng'] },
  { value: 'other', label: 'Loại khác', words: ['hợp tác xã', 'chi nhánh'] },
];
export const kind: Expectation = {
  ask: 'biz-vn/kind',
  pending: true,
  type: 'choice',
  choices: kinds,
};

/** What a message means when these questions and buttons are before the person. */
export function read(
  text: string,
  asks: readonly Expectation[] = [],
  offered: readonly Offered[] = [],
): Understood {
  return understand({ text }, { asks, offered }, now);
}

/** The only reading of a message as an answer to one pending question, in a few characters. */
export function answer(text: string, ask: Expectation): string {
  const [reading] = read(text, [ask]).readings;
  if (!reading) return 'none';
  const kindOf = reading.whole ? '' : ' (inside)';
  if (reading.problem) return reading.problem + kindOf;
  if (reading.choices) return reading.choices.map(({ label }) => label).join(' | ') + kindOf;
  const { value } = reading;
  if (typeof value === 'object' && 'earliest' in value) {
    const { earliest, latest } = value;
    return (earliest === latest ? earliest : `${earliest}..${latest}`) + kindOf;
  }
  return (typeof value === 'object' ? value.name : String(value)) + kindOf;
}
