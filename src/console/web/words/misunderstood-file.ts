/** The file of what was not understood: its name, its sheet, its columns. */
export const misunderstoodFileWords = {
  name: 'chua-hieu',
  sheet: 'Chưa hiểu',
  cut: (shown: string, all: string) =>
    `Bảng này chỉ gồm ${shown} nhóm nhiều tin nhất trong ${all} nhóm. Thu hẹp bộ lọc để tải các nhóm còn lại.`,
  rank: 'STT',
  count: 'Số tin nhắn',
  notUnderstood: 'Trong đó không trả lời được',
  offeredChoices: 'Trong đó hỏi lại',
  examples: 'Ví dụ (đã che thông tin cá nhân)',
  offered: 'Chủ đề đã gợi ý',
  lastAt: 'Gần nhất',
};
