import { describe, expect, test } from 'vitest';
import { parsePlaces } from '../../src/understanding/unit.ts';
import { answer, knowledge, place } from './fixture.ts';

describe('communes', () => {
  test.each([
    ['phường Lê Chân', 'phường Lê Chân'],
    ['le chan', 'phường Lê Chân'],
    ['p. an biên', 'phường An Biên'],
    ['p an bien', 'phường An Biên'],
    ['x. tiên lãng', 'xã Tiên Lãng'],
    ['đặc khu Cát Hải', 'đặc khu Cát Hải'],
    ['đk cát hải', 'đặc khu Cát Hải'],
    ['dac khu bach long vi', 'đặc khu Bạch Long Vĩ'],
    ['Thủy Nguyên', 'phường Thủy Nguyên'],
    ['Thuỷ Nguyên', 'phường Thủy Nguyên'],
    ['kien thuy', 'xã Kiến Thụy'],
    ['hoà bình', 'phường Hòa Bình'],
    ['Đồ Sơn', 'phường Đồ Sơn'],
    ['nam do son', 'phường Nam Đồ Sơn'],
    ['an phu', 'xã An Phú'],
    ['bac an phu', 'phường Bắc An Phụ'],
    ['nam an phụ', 'xã Nam An Phụ'],
    ['hưng đạo', 'phường Hưng Đạo'],
    ['tran hung dao', 'phường Trần Hưng Đạo'],
    ['thanh mien', 'xã Thanh Miện'],
    ['bắc thanh miện', 'xã Bắc Thanh Miện'],
    ['Cẩm Giang', 'xã Cẩm Giang'],
    ['Cẩm Giàng', 'xã Cẩm Giàng'],
    ['cam giang', 'xã Cẩm Giang | xã Cẩm Giàng'],
    ['xa cam giang', 'xã Cẩm Giang | xã Cẩm Giàng'],
    ['nhà em ở phường gia viên ạ', 'phường Gia Viên'],
    ['phường An Biên, quận Lê Chân, Hải Phòng', 'phường An Biên'],
    ['cát bà', 'đặc khu Cát Hải'],
    ['thị trấn núi đối', 'xã Kiến Thụy'],
    ['lạch tray', 'phường Gia Viên | phường Lê Chân'],
    ['quận Lê Chân', 'phường Lê Chân | phường An Biên'],
    ['huyện An Lão', 'xã An Lão | xã An Trường | xã An Quang | xã An Khánh | xã An Hưng'],
    ['xã Hồng Phong, huyện Ninh Giang', 'xã Khúc Thừa Dụ'],
    ['Cẩm Giàng có được không', 'xã Cẩm Giàng (inside)'],
    ['xã Tưởng Tượng', 'unknown-place'],
    ['Hà Nội', 'none'],
    ['em là sinh viên', 'none'],
  ])('%s → %s', (text, meant) => {
    expect(answer(text, place)).toBe(meant);
  });

  test('an old district of many communes offers six, the one that kept its name first', () => {
    const offered = answer('thành phố Thủy Nguyên', place).split(' | ');
    expect(offered).toHaveLength(6);
    expect(offered[0]).toBe('phường Thủy Nguyên');
  });

  test('every commune is understood by its full name and by its bare one, with marks', () => {
    for (const { kind, name } of knowledge.places) {
      const called = `${kind.toLowerCase()} ${name}`;
      expect(answer(called, place)).toBe(called);
      expect(answer(name, place)).toBe(called);
    }
  });
});

describe('the file of places', () => {
  test('has the 114 communes: 67 xã, 45 phường, 2 đặc khu', () => {
    const count = (kind: string) => knowledge.places.filter((unit) => unit.kind === kind).length;
    expect([count('Xã'), count('Phường'), count('Đặc khu')]).toEqual([67, 45, 2]);
  });

  test('a mistake is told with its line', () => {
    expect(() => parsePlaces('code\tkind\n12\tXã')).toThrow('places line 2');
  });
});
