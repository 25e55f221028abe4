import { expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { createPolicies } from '../../src/channels/policy.ts';
import { personalAsks } from '../../src/engine/personal.ts';
import { newConversation } from '../../src/engine/state.ts';
import { loadBot, loadChannelWords } from '../../src/load.ts';
import { toRespond, withPolicies } from '../../src/respond.ts';

// The whole city writes to its Official Account. These sentences stand in no file that the
// understanding learns from.

const loaded = loadBot();
const respond = withPolicies(
  toRespond(createAssistant(loaded)),
  createPolicies({ shared: ['zalo'], messagesPerMinute: 30 }, loadChannelWords()),
  personalAsks(loaded.bot),
);
const AT = new Date('2026-11-22T05:00:00Z');

/** How the first message of somebody ends. */
function ending(text: string): string {
  const message = { channel: 'zalo', person: 'p', eventId: 'e', at: AT, text };
  return respond(newConversation(), message, AT).ending;
}

test.each([
  'Thửa ruộng nhà tôi ở An Lão bao giờ được đền bù ạ',
  'sổ đỏ nhà tôi nộp một cửa 3 tháng rồi chưa thấy gì',
  'dat nha toi bi hang xom lan chiem thi bao ai',
  'muốn tách thửa cho hai đứa con thì cần gì',
  'Rác ở ngõ 193 Văn Cao ba hôm nay không ai dọn',
  'rac chat dong truoc cong truong mam non roi',
  'mấy giờ xe rác đi qua đường Trần Nguyên Hãn vậy',
  'tiền rác tháng này sao thu tận 40 nghìn',
  'Khu nhà tôi mất điện từ sáng, bao giờ có lại',
  'cup dien lien tuc nong khong chiu noi',
  'hóa đơn tiền điện tháng 10 tăng gấp đôi, hỏi ai',
  'nước máy đục ngầu hai hôm nay',
  'Cháu 6 tuổi nhà tôi trái tuyến có vào được lớp 1 không',
  'truong thcs tran phu tuyen sinh bao nhieu chi tieu',
  'học phí cấp ba năm nay bao nhiêu',
  'con tôi bị bạn đánh ở trường, nhà trường không giải quyết',
  'đăng ký khai sinh cho bé cần giấy tờ gì',
  'đăng ký kết hôn với người nước ngoài nộp ở đâu',
  'làm lại căn cước bị mất hết bao nhiêu tiền',
  'lam ho chieu mat may ngay',
  'đăng ký tạm trú cho người thuê nhà',
  'khám bệnh có được miễn phí không nếu trái tuyến',
  'tiem phong cho be o tram y te phuong lich the nao',
  'bệnh viện Việt Tiệp có khám chủ nhật không',
  'bảo hiểm thất nghiệp của em bao giờ có',
  'bác 80 tuổi được trợ cấp bao nhiêu một tháng',
  'xe buýt số 2 có chạy qua bến Bính không',
  'đường Lê Hồng Phong ngập quá đi không nổi',
  'cho hoi phat nguoi xe may bien 15B1',
  'xin giấy phép xây nhà hai tầng ở Kiến An',
  'quán karaoke cạnh nhà hát đến 2 giờ sáng',
  'cần xin giấy phép mở quán ăn thì gặp ai',
  'thuế đất phi nông nghiệp nộp qua app nào',
  'tuyển công nhân khu công nghiệp Tràng Duệ không ạ',
  'lãnh đạo tiếp dân ngày nào',
  'tôi muốn tố cáo cán bộ phường nhận tiền',
  'xin số điện thoại ủy ban phường Hồng Bàng',
  'bắn pháo hoa giao thừa ở đâu thế ad',
  've xem bong da san lach tray mua the nao',
  'Hải Phòng mai có mưa không',
  'alo có ai không ạ',
  'dạ vâng em cảm ơn',
])('silent: %s', (text) => {
  expect(ending(text)).toBe('silent');
});

test.each([
  'id.vn có mất tiền không ạ',
  'hộ kinh doanh của tôi xin tên miền biz.vn cần giấy tờ gì',
  'em 20 tuổi có được cấp tên miền miễn phí không',
])('not silent: %s', (text) => {
  expect(ending(text)).not.toBe('silent');
});
