const QUARTERS = ['I', 'II', 'III', 'IV'];

/** Periods, their filters, and what is to be said of data that is missing or not whole. */
export const period = {
  label: 'Kỳ và bộ lọc',
  kind: 'Loại kỳ',
  kinds: {
    day: 'Ngày',
    week: 'Tuần',
    month: 'Tháng',
    quarter: 'Quý',
    programme: 'Cả chương trình',
  },
  choose: 'Chọn kỳ',
  previous: 'Kỳ trước',
  next: 'Kỳ sau',
  channels: 'Kênh',
  allChannels: 'Mọi kênh',
  source: 'Nguồn',
  allSources: 'Mọi nguồn',
  noSource: 'Không rõ nguồn',
  dayTitle: (day: string) => `Ngày ${day}`,
  weekTitle: (start: string, end: string) => `Tuần ${start} – ${end}`,
  monthTitle: (month: number, year: number) => `Tháng ${month}/${year}`,
  quarterTitle: (quarter: number, year: number) => `Quý ${QUARTERS[quarter - 1]}/${year}`,
  quarterMark: (quarter: number, year: number) => `${QUARTERS[quarter - 1]}/${year}`,
  programmeTitle: (start: string, end: string) => `Cả chương trình, ${start} – ${end}`,
  running: 'Đang diễn ra',
  runningHint: (today: string) => `Kỳ chưa kết thúc: số liệu tính đến hiện tại, ngày ${today}.`,
  partial: 'Chưa trọn kỳ',
  partialHint: (first: string) =>
    `Ngày đầu tiên có dữ liệu là ${first}, sau ngày đầu kỳ, nên không so kỳ này với các kỳ trọn vẹn.`,
  missing: 'Không có dữ liệu cho kỳ này',
  missingHint: (first: string) =>
    `Ngày đầu tiên có dữ liệu là ${first}. Số liệu ngoài thời gian có dữ liệu ghi là “–”, nghĩa là không biết, không phải bằng 0.`,
  empty: 'Chưa có dữ liệu nào',
  emptyHint:
    'Số liệu bắt đầu có từ tin nhắn đầu tiên được trợ lý trả lời. Dấu “–” nghĩa là chưa có dữ liệu, không phải bằng 0.',
} as const;
