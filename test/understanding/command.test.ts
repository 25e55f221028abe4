import { describe, expect, test } from 'vitest';
import { read } from './fixture.ts';

describe('commands', () => {
  test.each([
    ['menu', 'menu'],
    ['Menu đi ad', 'menu'],
    ['trang chủ', 'menu'],
    ['ve dau', 'menu'],
    ['về trang chủ ạ', 'menu'],
    ['/start', 'menu'],
    ['quay lại', 'back'],
    ['quay lai', 'back'],
    ['cho em quay lại bước trước với', 'back'],
    ['làm lại từ đầu', 'restart'],
    ['lam lai', 'restart'],
    ['bắt đầu lại', 'restart'],
    ['giúp', 'help'],
    ['giúp em với', 'help'],
    ['tro giup', 'help'],
    ['help', 'help'],
    ['gặp cán bộ', 'human'],
    ['cho em gặp cán bộ với ạ', 'human'],
    ['cho tôi nói chuyện với người thật', 'human'],
    ['muon gap nguoi that', 'human'],
    ['chuyển cho cán bộ', 'human'],
    ['xóa dữ liệu của tôi', 'delete-my-data'],
    ['xoá dữ liệu của tôi', 'delete-my-data'],
    ['xoa du lieu', 'delete-my-data'],
    ['em muốn xóa dữ liệu của em ạ', 'delete-my-data'],
  ])('%s → %s', (text, command) => {
    expect(read(text).command).toBe(command);
  });

  test.each([
    'Xóa dữ liệu thế nào?',
    'quay lại trường học được không',
    'cán bộ phường có thu tiền không',
    'giúp bố mẹ đăng ký được không',
    'làm lại căn cước ở đâu',
    'menu quán ăn',
    'đăng ký lại từ đầu năm',
  ])('%s is none', (text) => {
    expect(read(text).command).toBeUndefined();
  });

  test('a question about a command is a topic', () => {
    expect(read('Xóa dữ liệu thế nào?')).toMatchObject({
      question: true,
      topics: { zone: 'answer', candidates: [{ topic: 'delete-my-data' }] },
    });
  });
});
