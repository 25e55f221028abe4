/** The file of what was not understood: its name, its sheet, its columns. */
export const misunderstoodFileWords = {
  name: 'chua-hieu',
  sheet: 'Chưa hiểu',
  rank: 'STT',
  count: 'Số tin nhắn',
  notUnderstood: 'Trong đó không trả lời được',
  offeredChoices: 'Trong đó hỏi lại',
  examples: 'Ví dụ (đã che thông tin cá nhân)',
  offered: 'Chủ đề đã gợi ý',
  lastAt: 'Gần nhất',
};
