import type { MISUNDERSTOOD } from '../../contract/misunderstood.ts';

/** What was not understood, by likeness. */
export const misunderstood = {
  lead: 'Tin nhắn không trả lời được hoặc phải hỏi lại để chọn, gom thành nhóm giống nhau. Trang này chỉ để xem: chưa soạn câu trả lời được tại đây.',
  difference:
    'Số tin ở đây khác chỉ tiêu “Chưa hiểu” của thống kê: gồm cả tin được hỏi lại để chọn; không còn tin của người đã xóa dữ liệu và không có tin không chứa từ mang nội dung.',
  filters: 'Lọc tin chưa hiểu',
  kinds: {
    'not-understood': 'Không trả lời được',
    'offered-choices': 'Hỏi lại để chọn',
  } satisfies Record<(typeof MISUNDERSTOOD)[number], string>,
  anyKind: 'Mọi cách xử lý',
  kind: 'Trợ lý đã xử lý',
  total: (messages: string, groups: string) => `${messages} tin trong ${groups} nhóm`,
  split: (notUnderstood: string, offered: string) =>
    `${notUnderstood} tin không trả lời được, ${offered} tin được hỏi lại để chọn`,
  file: 'Tải XLSX',
  groups: 'Các nhóm tin chưa hiểu',
  rank: 'STT',
  messages: 'Tin nhắn',
  count: 'Số tin',
  counted: (count: string) => `${count} tin`,
  notUnderstood: (count: string) => `${count} không trả lời được`,
  offeredChoices: (count: string) => `${count} hỏi lại`,
  offered: 'Đã gợi ý chủ đề',
  offeredTopic: (title: string, count: string) => `${title} (${count} lần)`,
  nothingOffered: 'Không gợi ý',
  lastAt: 'Gần nhất',
  all: 'Xem tất cả',
  allOf: (text: string) => `Xem tất cả tin giống “${text}”`,
  group: 'Các tin trong nhóm',
  showMore: 'Xem thêm',
  none: 'Không có tin chưa hiểu nào',
  noneHint: 'Không có tin nào khớp với bộ lọc.',
  noSuchGroup: 'Nhóm này không còn tin nào khớp với bộ lọc.',
  page: 'Trang',
} as const;
