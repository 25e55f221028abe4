const NOT_LINKED =
  'Tài khoản của thành phố không khớp với cán bộ nào đã được mời, hoặc địa chỉ e-mail của tài khoản đó chưa được xác minh. Báo quản trị viên.';

/** Signing in. */
export const signIn = {
  title: 'Đăng nhập',
  lead: 'Trang dành cho cán bộ của chương trình hiện diện trực tuyến với tên miền .vn.',
  email: 'E-mail',
  emailNeeded: 'Nhập địa chỉ e-mail, ví dụ ten@example.vn.',
  password: 'Mật khẩu',
  passwordNeeded: 'Nhập mật khẩu.',
  submit: 'Đăng nhập',
  or: 'hoặc',
  city: 'Đăng nhập bằng tài khoản của thành phố',
  forgotten: 'Quên mật khẩu hoặc mất thiết bị xác thực: nhờ quản trị viên gửi liên kết mới.',
  accepted: 'Đã đặt mật khẩu. Đăng nhập để bắt đầu.',
  codeTitle: 'Xác thực hai bước',
  code: 'Mã xác thực',
  codeHint: 'Nhập mã 6 chữ số đang hiện trong ứng dụng xác thực trên điện thoại của bạn.',
  codeNeeded: 'Nhập đủ 6 chữ số.',
  backupCode: 'Mã dự phòng',
  backupHint:
    'Nhập một trong các mã dự phòng đã lưu khi bật xác thực hai bước. Mỗi mã dùng một lần.',
  backupNeeded: 'Nhập mã dự phòng.',
  confirm: 'Xác nhận',
  useBackup: 'Dùng mã dự phòng',
  useApp: 'Dùng mã của ứng dụng',
  again: 'Đăng nhập lại từ đầu',
  cityProblems: {
    signup_disabled: NOT_LINKED,
    account_not_linked: NOT_LINKED,
    unable_to_link_account: NOT_LINKED,
    deactivated: 'Tài khoản cán bộ này đã ngừng hoạt động.',
    other: 'Đăng nhập bằng tài khoản của thành phố chưa thành công. Hãy thử lại.',
  },
  mustSetUp: 'Cần bật xác thực hai bước',
  mustSetUpLead:
    'Hệ thống yêu cầu mọi cán bộ đăng nhập bằng mật khẩu phải có xác thực hai bước. Hoàn tất bước này để tiếp tục.',
  signedInAs: (name: string) => `Đang đăng nhập với tên ${name}.`,
} as const;
