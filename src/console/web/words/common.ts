import type { ENDINGS } from '../../../engine/event.ts';
import type { Role } from '../../contract/permission.ts';

/** What all pages say. */
export const common = {
  product: 'Trợ lý .vn',
  console: 'Trang cán bộ',
  skip: 'Đến nội dung chính',
  menu: 'Trình đơn',
  loading: 'Đang tải…',
  retry: 'Thử lại',
  close: 'Đóng',
  cancel: 'Hủy',
  save: 'Lưu',
  noData: 'Chưa có dữ liệu',
  demo: 'Dữ liệu minh họa, không phải số liệu thật',
  live: 'Đang cập nhật trực tiếp',
  notLive: 'Mất kết nối cập nhật trực tiếp, đang nối lại…',
  failed: 'Không tải được',
  offline: 'Không kết nối được với máy chủ. Kiểm tra mạng rồi thử lại.',
  notAllowed: 'Vai trò của bạn không được làm việc này.',
  missing: 'Không có trang này',
  missingHint: 'Địa chỉ không đúng, hoặc nội dung đã được xóa theo yêu cầu của người dân.',
  serverFailed: 'Máy chủ gặp lỗi. Thử lại sau ít phút; nếu vẫn lỗi, báo quản trị viên.',
  pageFailed:
    'Trang này chưa hiện được: mạng có thể đã mất, hoặc trợ lý vừa được cập nhật. Hãy tải lại.',
  reload: 'Tải lại trang',
  signOut: 'Đăng xuất',
  account: 'Tài khoản của tôi',
} as const;

/** The pages, as the menu names them. */
export const pages = {
  overview: 'Tổng quan',
  statistics: 'Thống kê',
  conversations: 'Hội thoại',
  flows: 'Kịch bản',
  answers: 'Câu trả lời',
  simulator: 'Chạy thử',
  misunderstood: 'Chưa hiểu',
  health: 'Tình trạng hệ thống',
  audit: 'Nhật ký',
  officers: 'Cán bộ',
} as const;

export const roles: Readonly<Record<Role, string>> = {
  administrator: 'Quản trị viên',
  'content-officer': 'Cán bộ nội dung',
  'support-officer': 'Cán bộ hỗ trợ',
  viewer: 'Người xem',
};

/** Channels by their names in the statistics. */
export const channels: Readonly<Record<string, string>> = {
  zalo: 'Zalo OA',
  'zalo-bot': 'Zalo Bot',
  'zalo-personal': 'Zalo cá nhân',
  telegram: 'Telegram',
  messenger: 'Fanpage (Messenger)',
  web: 'Trang web và Smart-HaiPhong',
  'bot-service': 'Smart-HaiPhong (Bot Service)',
  terminal: 'Dòng lệnh',
};

/** How a turn ended. */
export const endings: Readonly<Record<(typeof ENDINGS)[number], string>> = {
  failed: 'Lỗi kỹ thuật',
  silent: 'Im lặng',
  refused: 'Từ chối',
  'handed-over': 'Chuyển cán bộ',
  decided: 'Đã kết luận',
  answered: 'Đã trả lời',
  'offered-choices': 'Hỏi lại để chọn',
  asked: 'Đang hỏi',
  greeted: 'Chào',
  'not-understood': 'Chưa hiểu',
};
