/** The one-time link by which an officer sets name and password. */
export const invitation = {
  title: { invitation: 'Nhận lời mời', recovery: 'Đặt mật khẩu mới' },
  lead: {
    invitation: (role: string) => `Bạn được mời làm ${role}. Đặt mật khẩu để bắt đầu.`,
    recovery: (role: string) => `Đặt mật khẩu mới cho tài khoản ${role} của bạn.`,
  },
  until: (moment: string) => `Liên kết dùng được một lần, đến ${moment}.`,
  email: 'E-mail',
  name: 'Họ và tên',
  nameNeeded: 'Nhập họ và tên.',
  submit: 'Đặt mật khẩu',
  void: 'Liên kết không dùng được nữa',
  voidHint:
    'Liên kết đã được dùng, đã hết hạn hoặc đã được thay bằng liên kết mới hơn. Nhờ quản trị viên gửi liên kết mới.',
  broken: 'Liên kết không đầy đủ',
  brokenHint: 'Mở lại đúng liên kết đã nhận, sao chép cả phần sau dấu #.',
  toSignIn: 'Đến trang đăng nhập',
} as const;
