import type { ChoiceQuestion, DateQuestion, TopicQuestion } from '../../src/model/question.ts';

export const topicQuestion: TopicQuestion = {
  kind: 'topic',
  text: 'lam cai do co mat dong nao ko',
  candidates: [
    { topic: 'fee', title: 'Đăng ký có mất phí không?' },
    { topic: 'fee-later', title: 'Sau hai năm phải trả bao nhiêu?' },
  ],
};

export const choiceQuestion: ChoiceQuestion = {
  kind: 'choice',
  ask: 'biz-vn/kind',
  text: 'nhà em bán phở ở đầu ngõ',
  question: 'Bạn đăng ký cho loại hình nào?',
  choices: [
    { value: 'enterprise', label: 'Doanh nghiệp' },
    { value: 'household', label: 'Hộ kinh doanh' },
  ],
};

export const dateQuestion: DateQuestion = {
  kind: 'date',
  ask: 'id-vn/birth',
  text: 'sinh vào mùng năm của tháng ba, năm không sáu',
  question: 'Bạn sinh ngày nào?',
  today: '2026-11-22',
};
