/** Results of checks, by `rule:outcome` or `rule:outcome.reason`. */
export { decisions } from './outcomes.ts';

/** Why an officer was asked for. */
export const handoverReasons: Readonly<Record<string, string>> = {
  'person-asked': 'Người dân đề nghị',
};

/** Stages of a check, besides its questions. */
export const stages = {
  started: 'Bắt đầu kiểm tra',
  asked: 'Được hỏi',
  decided: 'Có kết quả',
  offered: 'Nhận liên kết',
  opened: 'Mở liên kết',
} as const;

/** Ways through a flow, where its files have no words for them. */
export const edges = {
  entered: 'bắt đầu',
  left: 'đi hết',
  jumped: 'sang kịch bản này',
  returned: 'xong kịch bản này và quay lại',
  decided: 'kết luận',
  answered: 'đã trả lời',
} as const;
