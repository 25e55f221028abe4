/** What a person says in a benchmark: a question, a whole check with a digression and a correction. */
export const SCRIPT = [
  'id.vn có mất tiền không ạ',
  'kiểm tra id.vn',
  'có ạ',
  'id.vn là gì',
  'em sinh 5/3/2006',
  'à nhầm, em sinh năm 2005',
  'hết 2 năm thì sao',
  'cảm ơn ad',
] as const;
