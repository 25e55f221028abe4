/** A new password, asked for twice. */
export const password = {
  fresh: 'Mật khẩu mới',
  again: 'Nhập lại mật khẩu mới',
  rule: (min: number) =>
    `Ít nhất ${min} ký tự; một câu dài dễ nhớ là đủ, không cần ký tự đặc biệt.`,
  differs: 'Hai lần nhập không giống nhau.',
} as const;
