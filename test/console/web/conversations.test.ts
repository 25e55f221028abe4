import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { write } from './citizen.ts';
import { LAPTOP, lookAt, PHONE, useConsole } from './console.ts';

const site = useConsole();
const where = () => ({ url: site.url(), pool: site.database().pool });

const ids: Record<'checked' | 'numbers' | 'printer', string> = {
  checked: '',
  numbers: '',
  printer: '',
};

beforeAll(async () => {
  ids.checked = await write(where(), ['kiểm tra id.vn', 'có', '12/5/2006']);
  ids.numbers = await write(where(), ['hồ sơ 482913 của em thế nào']);
  ids.printer = await write(where(), ['máy in canon hỏng rồi', 'gia hạn tên miền thế nào']);
});

const results = (page: Page) => page.getByRole('region', { name: 'Kết quả tìm' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const pathOf = (page: Page) => new URL(page.url()).pathname;

async function opened(page: Page, words: string): Promise<void> {
  await page.getByRole('list', { name: 'Tin nhắn' }).getByText(words).first().waitFor();
}

describe('searching', () => {
  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])(
    'finds words without marks, and narrows by filters that stand in the address: %s',
    async (screen, options) => {
      const page = await site.visitAs('content-officer', '/conversations', options);
      await results(page).getByText('3 hội thoại').waitFor();
      await page.getByLabel('Tìm trong tin nhắn của người dân').fill('may in');
      await page.keyboard.press('Enter');
      await results(page).getByText('1 hội thoại').waitFor();
      await results(page).getByRole('link', { name: 'máy in canon hỏng rồi' }).waitFor();
      if (screen === 'phone')
        await page.getByRole('button', { name: 'Bộ lọc', exact: true }).click();
      await page.getByRole('checkbox', { name: 'Có tin chưa hiểu' }).click();
      await expect.poll(() => new URL(page.url()).search).toBe('?text=may+in&misunderstood=true');
      await lookAt(page, 'conversations-filtered');

      await page.getByRole('button', { name: 'Bỏ lọc “may in”' }).click();
      await page.getByRole('combobox', { name: 'Kết quả kiểm tra' }).click();
      await page.getByText('id.vn: đủ điều kiện', { exact: true }).last().click();
      await results(page).getByText('Không có hội thoại nào khớp').waitFor();
      await page.getByRole('button', { name: 'Bỏ lọc Có tin chưa hiểu' }).click();
      await results(page).getByRole('link', { name: 'kiểm tra id.vn' }).waitFor();
      await page.reload();
      await results(page).getByText('1 hội thoại').waitFor();
      await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
      await results(page).getByText('3 hội thoại').waitFor();
    },
  );

  test('shows by itself who writes meanwhile', async () => {
    const page = await site.visitAs('content-officer', '/conversations?text=wifi');
    await results(page).getByText('Không có hội thoại nào khớp').waitFor();
    const searches = /\/api\/conversations\?/;
    await page.route(searches, (route) => route.fulfill({ status: 500, json: {} }));
    const id = await write(where(), ['wifi nhà em hỏng']);
    // What could not be brought up to date says so, and is, when it is tried again.
    await results(page).getByText('Không tải được').waitFor();
    await page.unroute(searches);
    await results(page).getByRole('button', { name: 'Thử lại' }).click();
    await results(page).getByRole('link', { name: 'wifi nhà em hỏng' }).waitFor();
    await site
      .database()
      .pool.query('DELETE FROM conversation_summary WHERE conversation_id = $1', [id]);
  });
});

describe('with the keyboard alone', () => {
  test('one goes through the list, reads, goes on to the next, and comes back to the same place', async () => {
    const page = await site.visitAs('support-officer', '/conversations');
    await results(page).getByText('3 hội thoại').waitFor();
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('máy in canon hỏng rồi');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    expect(await focused(page)).toContain('hồ sơ');
    await page.keyboard.press('Enter');
    await opened(page, 'hồ sơ');
    expect(pathOf(page)).toBe(`/console/conversations/${ids.numbers}`);

    await page.keyboard.press('ArrowRight');
    await opened(page, 'kiểm tra id.vn');
    // The next one is heard, too: its title says whose it is, and has the focus.
    await expect
      .poll(() => focused(page))
      .toMatch(/^Hội thoại: Trang web và Smart-HaiPhong, người dùng ….{3}$/);
    expect(await page.title()).toMatch(/^Hội thoại: Trang web/);
    expect(pathOf(page)).toBe(`/console/conversations/${ids.checked}`);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await opened(page, 'hồ sơ');
    await page.keyboard.press('ArrowLeft');
    await opened(page, 'máy in');
    expect(pathOf(page)).toBe(`/console/conversations/${ids.printer}`);

    await page.keyboard.press('Escape');
    await results(page).getByText('3 hội thoại').waitFor();
    await expect.poll(() => focused(page)).toBe('máy in canon hỏng rồi');
  });

  test('letters that are typed into a field stay there, and the search leads on from it', async () => {
    const page = await site.visitAs('support-officer', '/conversations');
    await results(page).getByText('3 hội thoại').waitFor();
    const field = page.getByLabel('Tìm trong tin nhắn của người dân');
    await field.pressSequentially('jk');
    expect(await field.inputValue()).toBe('jk');
    await field.fill('may in');
    await page.keyboard.press('Enter');
    await results(page).getByText('1 hội thoại').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('máy in canon hỏng rồi');
    await page.goBack();
    await results(page).getByText('3 hội thoại').waitFor();
    expect(await field.inputValue()).toBe('');
  });
});

describe('a transcript', () => {
  test('tells what was understood, what was decided and by which source', async () => {
    const page = await site.visitAs('content-officer', `/conversations/${ids.checked}`);
    await opened(page, 'Bạn thuộc diện');
    const beside = page.getByRole('region', { name: 'Trợ lý hiểu thế nào' }).last();
    await beside.getByText('id.vn: đủ điều kiện').waitFor();
    await beside.getByText(/^Căn cứ: .*III\.4/).waitFor();
    await beside.getByText('Đã kết luận').waitFor();
    await page.getByText('chưa mở').waitFor();
  });

  test('folds that away on a phone, and opens it', async () => {
    const page = await site.visitAs('content-officer', `/conversations/${ids.checked}`, PHONE);
    await opened(page, 'Bạn thuộc diện');
    await page.getByRole('button', { name: 'Trợ lý hiểu thế nào · Đã kết luận' }).click();
    await page.getByText('id.vn: đủ điều kiện').waitFor();
    await lookAt(page, 'transcript');
  });

  test('has the focus at the message that a link means', async () => {
    const page = await site.visitAs('content-officer', `/conversations/${ids.printer}#3`);
    await opened(page, 'gia hạn tên miền');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('3');
    // Also where that is pages further on; here each page is of one message.
    let refused: string | undefined = 'after=1';
    await page.route(/\/api\/conversations\/[^/]+\?/, async (route) => {
      if (new URL(route.request().url()).search.endsWith(refused ?? 'none')) {
        return route.fulfill({ status: 500, json: {} });
      }
      const read = await (await route.fetch()).json();
      const [message, ...more] = read.messages;
      const next = more.length === 0 ? null : message.seq;
      await route.fulfill({ json: { ...read, messages: [message], next } });
    });
    await page.reload();
    // Who waits for it at the top is told there that it cannot be had.
    const failed = page.getByText('Không tải được');
    await failed.waitFor();
    const first = page.locator('.bubble').first();
    expect((await failed.boundingBox())!.y).toBeLessThan((await first.boundingBox())!.y);
    refused = undefined;
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.waitForFunction(() => document.activeElement?.id === '3');
    expect(await page.locator('.bubble').count()).toBe(3);

    // Reading on would hide that nothing was read anew.
    const more = page.getByRole('button', { name: 'Xem tiếp' });
    await more.waitFor();
    refused = 'after=0';
    await page.getByRole('button', { name: 'Tải lại' }).click();
    await failed.waitFor();
    expect(await more.count()).toBe(0);
  });

  test('says when a reply did not arrive', async () => {
    const id = await write(where(), ['biz.vn là gì']);
    const { pool } = site.database();
    await pool.query(
      `UPDATE outbox SET status = 'failed', attempts = 2, error = 'permanent-for-this-person: blocked by user'
        WHERE conversation_id = $1`,
      [id],
    );
    const page = await site.visitAs('content-officer', `/conversations/${id}`);
    await page.getByText('Không gửi được sau 2 lần thử: Người nhận đã chặn').first().waitFor();
    await page.getByText('Nguyên văn: blocked by user').first().waitFor();
    // Of its address a part was lost.
    await page.goto(`${site.url()}/console/conversations/${id.slice(0, 30)}`);
    await page.getByText('Không có trang này').waitFor();
  });

  test('of someone who had their data erased is empty, and says why', async () => {
    const id = await write(where(), ['xin chào']);
    const { pool } = site.database();
    await pool.query(`UPDATE conversation SET person = 'erased:' || id WHERE id = $1`, [id]);
    await pool.query('DELETE FROM message WHERE conversation_id = $1', [id]);
    const page = await site.visitAs('content-officer', `/conversations/${id}`);
    await page.getByText('Người dân đã yêu cầu xóa dữ liệu').waitFor();
    await lookAt(page, 'transcript-erased');
  });
});

describe('what is hidden', () => {
  const audited = async (officer: string) => {
    const { rows } = await site
      .database()
      .pool.query<{ action: string; about: string }>(
        `SELECT action, about FROM audit_log WHERE officer_id = $1 AND action <> 'signed-in' ORDER BY id`,
        [officer],
      );
    return rows;
  };

  test('is shown once the officer agrees that it is recorded', async () => {
    const officer = await site.officer('support-officer');
    const page = await site.visitAs(officer, `/conversations/${ids.numbers}`);
    await opened(page, 'hồ sơ');
    expect(await page.getByText('482913').count()).toBe(0);
    await page.getByRole('button', { name: 'Hiện nội dung đã ẩn của tin 1' }).click();
    await page.getByText(/được ghi vào nhật ký cùng tên của bạn/).waitFor();
    await lookAt(page, 'transcript-reveal');
    await page.getByRole('button', { name: 'Hiện', exact: true }).click();
    await opened(page, 'hồ sơ 482913 của em thế nào');
    expect(await audited(officer.id)).toEqual([
      { action: 'conversation-seen', about: ids.numbers },
      { action: 'personal-revealed', about: `${ids.numbers} message=1` },
    ]);
    // It stays where the conversation could not be fetched anew.
    const reads = /\/api\/conversations\/[^/]+$/;
    await page.route(reads, (route) => route.fulfill({ status: 500, json: {} }));
    await page.getByRole('button', { name: 'Tải lại' }).click();
    await page.getByText('Không tải được').waitFor();
    await opened(page, 'hồ sơ 482913 của em thế nào');
    await page.unroute(reads);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText('Không tải được').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ẩn lại' }).click();
    await expect.poll(() => page.getByText('482913').count()).toBe(0);
  });

  test('stays hidden to a role that may not see it', async () => {
    const page = await site.visitAs('content-officer', `/conversations/${ids.numbers}`);
    await opened(page, 'đã ẩn');
    expect(await page.getByRole('button', { name: /^Hiện/ }).count()).toBe(0);
    const answer = await page.request.post(
      `${site.url()}/console/api/conversations/${ids.numbers}/messages/1/reveal`,
      { headers: { Origin: site.url() }, data: {} },
    );
    expect(answer.status()).toBe(403);
  });
});

describe('whoever may not read conversations', () => {
  test('finds no way to them, and is refused at their addresses', async () => {
    const page = await site.visitAs('viewer', `/conversations/${ids.checked}`);
    await page.getByText('Vai trò của bạn không được làm việc này.').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Hội thoại' }).count()).toBe(0);
    for (const path of ['', `/${ids.checked}`]) {
      const answer = await page.request.get(`${site.url()}/console/api/conversations${path}`);
      expect(answer.status()).toBe(403);
    }
  });

  test('is asked to sign in first', async () => {
    const page = await site.visit(`/conversations/${ids.checked}?text=a`);
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe(`/conversations/${ids.checked}?text=a`);
  });
});
