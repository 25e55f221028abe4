/** A first and a last day. */
export const days = {
  from: 'Từ ngày',
  to: 'Đến ngày',
  quick: 'Chọn nhanh khoảng ngày',
  any: 'Mọi thời gian',
  own: 'Khoảng tự chọn',
  today: 'Hôm nay',
  week: 'Tuần này',
  month: 'Tháng này',
  quarter: 'Quý này',
} as const;
