/** What each rule checks, as people call it. */
export const rules: Readonly<Record<string, string>> = {
  programme: 'Thời hạn đăng ký miễn phí',
  'id-vn': 'Điều kiện id.vn',
  'biz-vn': 'Điều kiện biz.vn',
};

/** What a check may end in, beside the rule's name. */
const finals: Readonly<Record<string, string>> = {
  'programme:ended': 'Hết thời hạn đăng ký miễn phí',
  'id-vn:eligible': 'Đủ điều kiện',
  'id-vn:not-eligible.programme-ended': 'Không thuộc diện, đã hết thời hạn',
  'id-vn:not-eligible.not-citizen': 'Không thuộc diện, không là công dân Việt Nam',
  'id-vn:not-eligible.under-18': 'Chưa thuộc diện, chưa đủ 18 tuổi',
  'id-vn:not-eligible.over-23': 'Không thuộc diện, từ đủ 24 tuổi',
  'id-vn:needs-confirmation.age-23': 'Cần xác nhận, đã qua sinh nhật 23 và chưa đủ 24 tuổi',
  'biz-vn:eligible': 'Đủ điều kiện',
  'biz-vn:not-eligible.programme-ended': 'Không thuộc diện, đã hết thời hạn',
  'biz-vn:not-eligible.no-certificate':
    'Chưa thuộc diện, hộ kinh doanh chưa có giấy chứng nhận đăng ký',
  'biz-vn:not-eligible.over-one-year': 'Không thuộc diện, thành lập quá 1 năm',
  'biz-vn:needs-confirmation.form-not-named': 'Cần xác nhận, Kế hoạch không nêu hình thức này',
  'biz-vn:needs-confirmation.one-year-day': 'Cần xác nhận, tròn đúng 1 năm',
};

/**
 * What each rule may come to, by `rule:outcome` or `rule:outcome.reason`, beside the rule's name:
 * the catalogue for all pages. {@link decisions} says the same of what a check ends in, standing alone.
 */
export const outcomes: Readonly<Record<string, string>> = {
  'programme:open': 'Còn thời hạn',
  'id-vn:incomplete.birth-date': 'Cần đủ ngày, tháng, năm sinh',
  'biz-vn:incomplete.established-on': 'Cần đủ ngày, tháng, năm thành lập',
  ...finals,
};

/** What a check is about, where its outcome stands alone. */
const CHECKED: Readonly<Record<string, string>> = { 'id-vn': 'id.vn', 'biz-vn': 'biz.vn' };

/** What a check ended in, standing alone, in lists and figures: "id.vn: đủ điều kiện". */
export const decisions: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(finals).map(([key, words]) => {
    const checked = CHECKED[key.split(':')[0]!];
    if (checked === undefined) return [key, words];
    return [key, `${checked}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`];
  }),
);
