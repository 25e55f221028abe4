import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { write } from './citizen.ts';
import { LAPTOP, lookAt, PHONE, useConsole } from './console.ts';

const site = useConsole();
let conversation = '';

beforeAll(async () => {
  conversation = await write({ url: site.url(), pool: site.database().pool }, ['biz.vn là gì']);
});

/** The first reply could not be sent; `kept`: what it said is still there. */
async function fail(kept: boolean): Promise<void> {
  await site.database().pool.query(
    `UPDATE outbox SET status = 'failed', attempts = 2, sent_at = NULL, created_at = now(),
            error = 'needs-an-operator: the package has ended',
            reply = CASE WHEN $2 THEN '{"text": "Xin chào", "buttons": []}'::jsonb END,
            person = CASE WHEN $2 THEN (SELECT person FROM conversation WHERE id = $1) END
      WHERE id = (SELECT min(id) FROM outbox WHERE conversation_id = $1)`,
    [conversation, kept],
  );
}

/** The web chat cannot receive; it does again. */
const trouble = () =>
  site
    .database()
    .pool.query(
      `INSERT INTO channel_trouble (channel, problem) VALUES ('web', 'the token is not valid')`,
    );
const received = async () => void (await site.database().pool.query('DELETE FROM channel_trouble'));

const statusOf = async () => {
  const { rows } = await site
    .database()
    .pool.query<{ status: string }>(
      'SELECT status FROM outbox WHERE conversation_id = $1 ORDER BY id LIMIT 1',
      [conversation],
    );
  return rows[0]!.status;
};

describe('whether everything works', () => {
  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])('is seen at a glance, with what to do and what is still empty: %s', async (_, options) => {
    await fail(true);
    await trouble();
    onTestFinished(received);
    const page = await site.visitAs('support-officer', '/health', options);
    await page.getByText('Không nhận được tin nhắn: Trang web và Smart-HaiPhong.').waitFor();
    await page.getByText('Nguyên văn: the token is not valid').waitFor();
    await page.getByText('Lỗi trong 24 giờ qua: Trang web và Smart-HaiPhong.').waitFor();
    await page.getByText(/^Việc cần làm: Kiểm tra gói dịch vụ/).waitFor();
    await page.getByText('Nguyên văn: the package has ended').first().waitFor();
    await page.getByText('Số điện thoại hỗ trợ').waitFor();
    await page.getByText('Chưa cấu hình').first().waitFor();
    await lookAt(page, 'health');
  });
});

describe('what failed', () => {
  test('is tried again by those who may: it is told, done and recorded', async () => {
    await fail(true);
    const officer = await site.officer('support-officer');
    const page = await site.visitAs(officer, '/health');
    await page.getByRole('button', { name: /^Thử lại: trả lời lúc/ }).click();
    await page.getByText('Đã đưa trả lời trở lại hàng đợi gửi.').waitFor();
    await page.getByText('Không có mục nào bị lỗi').waitFor();
    await expect.poll(statusOf, { timeout: 10_000 }).toBe('sent');
    const { rows } = await site
      .database()
      .pool.query(`SELECT about FROM audit_log WHERE officer_id = $1 AND action = 'retried'`, [
        officer.id,
      ]);
    expect(rows).toMatchObject([{ about: expect.stringContaining(conversation) }]);
  });

  test('says so when someone else was faster', async () => {
    await fail(true);
    const page = await site.visitAs('support-officer', '/health');
    const again = page.getByRole('button', { name: /^Thử lại: trả lời lúc/ });
    await again.waitFor();
    await fail(false);
    await again.click();
    await page.getByText(/^Mục này không còn lỗi/).waitFor();
  });

  test('cannot be tried again once its content is gone, and says why', async () => {
    await fail(false);
    const page = await site.visitAs('support-officer', '/health');
    await page.getByText(/^Không thử lại được: nội dung đã bị xóa/).waitFor();
    expect(await page.getByRole('button', { name: /^Thử lại/ }).count()).toBe(0);
  });

  test('is only looked at by a content officer', async () => {
    await fail(true);
    const page = await site.visitAs('content-officer', '/health');
    await page.getByText('Vai trò của bạn không được thử lại.').waitFor();
    expect(await page.getByRole('button', { name: /^Thử lại/ }).count()).toBe(0);
    // A channel that dies meanwhile is seen without anybody's doing.
    await trouble();
    onTestFinished(received);
    await page.getByText(/^Không nhận được tin nhắn: /).waitFor();
  });

  test('is refused to a viewer', async () => {
    const page = await site.visitAs('viewer', '/health');
    await page.getByText('Vai trò của bạn không được làm việc này.').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Tình trạng hệ thống' }).count()).toBe(0);
  });
});
