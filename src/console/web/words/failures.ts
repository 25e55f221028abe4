import type { Failure } from '../../contract/health.ts';

/** Why something was not delivered, and what helps. */
export const failures: Readonly<Record<Failure, { name: string; toDo: string }>> = {
  'retry-later': {
    name: 'Nền tảng bận hoặc gián đoạn',
    toDo: 'Hệ thống tự gửi lại. Nếu kéo dài, xem thông báo của nền tảng; khi nền tảng hoạt động lại, thử lại các mục đã lỗi.',
  },
  'refresh-and-retry': {
    name: 'Thông tin xác thực của kênh bị từ chối',
    toDo: 'Cấp lại mã truy cập của kênh trong cấu hình dịch vụ, sau đó thử lại các mục đã lỗi.',
  },
  'permanent-for-this-person': {
    name: 'Người nhận đã chặn, đã rời đi hoặc quá hạn được nhắn',
    toDo: 'Không phải xử lý; người khác không bị ảnh hưởng. Thử lại chỉ có ích sau khi người đó nhắn lại.',
  },
  'needs-an-operator': {
    name: 'Tài khoản kênh cần người xử lý',
    toDo: 'Kiểm tra gói dịch vụ, quyền và trạng thái của tài khoản trên trang quản trị của nền tảng, sau đó thử lại các mục đã lỗi.',
  },
  'waited-too-long': {
    name: 'Không gửi được trong một ngày',
    toDo: 'Tìm nguyên nhân ở các lỗi khác của kênh; khi đã khắc phục, thử lại các mục đã lỗi.',
  },
  'our-fault': {
    name: 'Trợ lý gặp lỗi khi xử lý',
    toDo: 'Gửi nguyên văn lỗi cho bộ phận kỹ thuật; khi đã sửa, thử lại các mục đã lỗi.',
  },
  other: {
    name: 'Lỗi khác',
    toDo: 'Xem nguyên văn lỗi; nếu lặp lại, gửi cho bộ phận kỹ thuật.',
  },
};
