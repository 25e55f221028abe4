import type { OfficerRow } from '../../contract/officers.ts';
import type { Role } from '../../contract/permission.ts';

/** Officers: who may come in, as what, and the links by which they do. */
export const officers = {
  invite: 'Mời cán bộ',
  search: 'Tìm theo tên hoặc e-mail',
  none: 'Không có cán bộ nào khớp.',
  name: 'Họ và tên',
  nameNeeded: 'Nhập họ và tên.',
  email: 'E-mail',
  emailNeeded: 'Nhập địa chỉ e-mail, ví dụ ten@example.vn.',
  role: 'Vai trò',
  roleNeeded: 'Chọn vai trò.',
  you: 'Bạn',
  state: 'Trạng thái',
  states: {
    invited: 'Đã mời',
    active: 'Hoạt động',
    deactivated: 'Ngừng hoạt động',
  } satisfies Record<OfficerRow['state'], string>,
  lockedUntil: (moment: string) => `Tạm khóa đến ${moment}`,
  linkUntil: (moment: string) => `Liên kết còn đến ${moment}`,
  noLink: 'Liên kết đã hết hạn',
  twoFactor: 'Xác thực hai bước',
  twoFactorOn: 'Đang bật',
  twoFactorOff: 'Chưa bật',
  lastSeen: 'Dùng gần nhất',
  never: 'Chưa lần nào',
  sessions: 'Phiên đang mở',
  actions: 'Thao tác',
  actionsFor: (name: string) => `Thao tác với ${name}`,
  changeRole: 'Đổi vai trò',
  newLink: 'Tạo liên kết mới',
  unlock: 'Mở khóa',
  endSessions: 'Kết thúc các phiên',
  deactivate: 'Ngừng hoạt động',
  reactivate: 'Cho hoạt động lại',
  inviteLead:
    'Hệ thống không gửi e-mail. Sau khi mời, bạn nhận một liên kết dùng một lần để tự chuyển cho cán bộ.',
  inviteDone: 'Mời',
  linkTitle: 'Liên kết dùng một lần',
  linkLead: (name: string) =>
    `Chuyển liên kết này cho ${name} qua kênh an toàn. Ai có liên kết đều đặt được mật khẩu.`,
  linkExpires: (moment: string) =>
    `Dùng được một lần, đến ${moment}. Liên kết chỉ hiện một lần này; các liên kết trước không dùng được nữa.`,
  link: 'Liên kết',
  copy: 'Sao chép liên kết',
  newLinkTitle: (name: string) => `Tạo liên kết mới cho ${name}`,
  newLinkLead: {
    invited: 'Liên kết cũ của lời mời sẽ không dùng được nữa.',
    active:
      'Dùng khi cán bộ quên mật khẩu. Mật khẩu cũ còn dùng được cho đến khi đặt mật khẩu mới.',
  },
  removeTwoFactor: 'Gỡ xác thực hai bước (khi mất thiết bị); các phiên của cán bộ kết thúc ngay',
  newLinkDone: 'Tạo liên kết',
  changeRoleTitle: (name: string) => `Vai trò của ${name}`,
  changeRoleOwn:
    'Đây là tài khoản của bạn: bỏ vai trò quản trị viên thì bạn không vào lại trang này được.',
  does: {
    administrator: 'Mọi việc, gồm cán bộ và nhật ký',
    'content-officer': 'Số liệu, hội thoại, tin chưa hiểu, nội dung, tải tệp, tình trạng hệ thống',
    'support-officer':
      'Số liệu, hội thoại, tin chưa hiểu, xem thông tin cá nhân, nội dung, tình trạng hệ thống, gửi lại tin lỗi',
    viewer: 'Số liệu và nội dung; không xem hội thoại, tin của người dân, không tải tệp',
  } satisfies Record<Role, string>,
  sure: {
    deactivate: (name: string) => `Ngừng hoạt động tài khoản của ${name}?`,
    deactivateHint: 'Mọi phiên và liên kết của cán bộ kết thúc ngay. Có thể cho hoạt động lại sau.',
    reactivate: (name: string) => `Cho ${name} hoạt động lại?`,
    reactivateHint: 'Cán bộ đăng nhập lại bằng mật khẩu cũ, hoặc bằng liên kết mới.',
    endSessions: (name: string) => `Kết thúc mọi phiên của ${name}?`,
    endSessionsHint: 'Cán bộ phải đăng nhập lại.',
    unlock: (name: string) => `Mở khóa cho ${name}?`,
    unlockHint: 'Cán bộ thử đăng nhập lại được ngay.',
  },
  done: (name: string) => `Đã cập nhật ${name}.`,
  taken: 'Đã có cán bộ với e-mail này, có thể đang ngừng hoạt động.',
  lastAdministrator: 'Không thực hiện được: phải còn ít nhất một quản trị viên đang hoạt động.',
  isDeactivated: 'Cán bộ đang ngừng hoạt động. Cho hoạt động lại trước khi tạo liên kết.',
} as const;
