import type { Definition, PeriodKind } from '../../contract/statistics.ts';

/** The statistics page. */
export const statistics = {
  measure: 'Chỉ tiêu',
  by: 'Chia theo',
  dimensions: { key: 'Nội dung', channel: 'Kênh', source: 'Nguồn' },
  keys: {
    topic: 'Chủ đề',
    flow: 'Kịch bản',
    decision: 'Kết quả và lý do',
    link: 'Liên kết',
    'handover-reason': 'Lý do',
    step: 'Bước',
  } satisfies Record<NonNullable<Definition['keys']>, string>,
  breakdown: (measure: string, by: string) => `${measure}, từng ${by.toLowerCase()}`,
  series: (measure: string, step: string) => `${measure}, từng ${step.toLowerCase()}`,
  ofKey: (series: string, key: string) => `${series}: ${key}`,
  step: 'Mỗi điểm là',
  steps: { day: 'Ngày', week: 'Tuần', month: 'Tháng', quarter: 'Quý' } satisfies Record<
    Exclude<PeriodKind, 'programme'>,
    string
  >,
  split: 'Tách theo kênh',
  onlyOne: 'Chỉ xem một nội dung',
  everything: 'Mọi nội dung',
  whole: 'Điểm đầu và điểm cuối là tuần, tháng, quý trọn vẹn, nên có thể gồm cả ngày ngoài kỳ.',
  overlapping: (total: string) =>
    `Các dòng có phần trùng nhau hoặc không gồm tất cả, nên cộng lại không bằng số cả kỳ (${total}).`,
  moreRows: (shown: number, all: string) =>
    `Biểu đồ gồm ${shown} dòng nhiều nhất trong ${all} dòng; bảng số liệu có đủ.`,
  definitions: 'Cách tính các chỉ tiêu',
  firstDay: (day: string) => `Ngày đầu tiên có dữ liệu: ${day}.`,
  distinct: 'không cộng dồn',
} as const;
