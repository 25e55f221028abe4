/** Why something was refused, on whatever page it happens. */
export const problems = {
  signedOut: 'Phiên đăng nhập đã kết thúc. Hãy đăng nhập lại.',
  invalid: 'Thông tin gửi đi chưa hợp lệ. Kiểm tra lại các ô đã nhập.',
  missing: 'Không còn mục này. Tải lại trang để xem danh sách mới nhất.',
  wrongSignIn: 'E-mail hoặc mật khẩu không đúng.',
  lockedOut: (until: string) =>
    `Đã nhập sai quá nhiều lần. Tạm khóa đến ${until}; sau đó hãy thử lại, hoặc nhờ quản trị viên mở khóa.`,
  addressLockedOut: (until: string) =>
    `Mạng đang dùng đã có quá nhiều lần đăng nhập sai. Tạm khóa mọi lần đăng nhập từ mạng này đến ${until}; sau đó hãy thử lại.`,
  lockedOutForNow: 'Đã nhập sai quá nhiều lần. Hãy chờ ít phút rồi thử lại.',
  wrongCode:
    'Mã không đúng, đã được dùng hoặc đã hết hiệu lực. Nhập mã đang hiện trong ứng dụng xác thực.',
  wrongBackupCode: 'Mã dự phòng không đúng hoặc đã được dùng.',
  codeTooLate: 'Đã quá thời gian nhập mã. Hãy đăng nhập lại từ đầu.',
  tooManyCodes: 'Đã nhập sai mã quá nhiều lần. Hãy đăng nhập lại từ đầu.',
  cityAway:
    'Chưa kết nối được với hệ thống đăng nhập của thành phố. Thử lại sau, hoặc đăng nhập bằng mật khẩu.',
  wrongPassword: 'Mật khẩu hiện tại không đúng.',
  passwordTooShort: (min: number) => `Mật khẩu phải có ít nhất ${min} ký tự.`,
  passwordTooLong: (max: number) => `Mật khẩu có nhiều nhất ${max} ký tự.`,
  wrongOrigin:
    'Trang được mở ở địa chỉ khác với địa chỉ đã khai báo của hệ thống. Báo quản trị viên.',
} as const;
