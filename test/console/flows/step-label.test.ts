import { expect, test } from 'vitest';
import { stepLabel } from '../../../src/console/flows/step-label.ts';
import { loadBot } from '../../../src/load.ts';

const { bot } = loadBot();

test('keys of a path are called by the words people read', () => {
  expect(stepLabel(bot, 'entered:id-vn')).toBe('Kiểm tra điều kiện id.vn: bắt đầu');
  expect(stepLabel(bot, 'id-vn/citizen')).toMatch(/^Kiểm tra điều kiện id\.vn: [^→]+\?$/);
  expect(stepLabel(bot, 'entered:check/check-id-vn')).toMatch(/ → sang kịch bản này$/);
  expect(stepLabel(bot, 'left:check/check-id-vn')).toMatch(/ quay lại$/);
  expect(stepLabel(bot, 'id-vn/citizen=yes')).toMatch(/^Kiểm tra điều kiện id\.vn: .+ → Có$/);
  expect(stepLabel(bot, 'id-vn/birth-date=*')).toMatch(/ → đã trả lời$/);
  expect(stepLabel(bot, 'id-vn/decide:eligible')).toMatch(/: kết luận → .*đủ điều kiện/i);
  expect(stepLabel(bot, 'id-vn/open:open')).toMatch(/ → Còn thời hạn$/);
});

test('no step shows what is filled in when it is said', () => {
  const keys = [...bot.flows.values()].flatMap(({ steps }) =>
    [...steps.values()].map(({ id }) => id),
  );
  const labels = keys.map((key) => stepLabel(bot, key)!);
  expect(labels.filter((label) => /[{}]|: (…|$)/.test(label))).toEqual([]);
  expect(stepLabel(bot, 'biz-vn/kind')).toContain(': Anh/chị kinh doanh theo hình thức nào?');
});

test('what is in no flow any more has none', () => {
  expect(stepLabel(bot, 'gone/step')).toBeNull();
  expect(stepLabel(bot, 'id-vn/gone=yes')).toBeNull();
});
