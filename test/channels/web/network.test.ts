import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { button, posts, said, say, useVisitor } from './visitor.ts';

const { fake, visit } = useVisitor();

describe('when the network fails', () => {
  test('a dropped socket is opened again from the last watermark, and nothing is lost', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    fake().refuseSockets = true;
    fake().drop();
    fake().say({ type: 'message', text: 'Tin trong lúc mất mạng' });
    fake().refuseSockets = false;
    await said(page, 'Tin trong lúc mất mạng').waitFor();
    const again = fake().calls('GET /v3/directline/conversations/:id');
    expect(again.at(-1)?.watermark).toBe('2');
    expect(await said(page, 'Tin trong lúc mất mạng').count()).toBe(1);
  });

  test('without sockets it fetches, after two attempts', async () => {
    fake().refuseSockets = true;
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    expect(fake().calls('refused')).toHaveLength(2);
    await say(page, 'xin chào');
    await said(page, 'Trợ lý nghe: xin chào').waitFor();
    fake().say({ type: 'message', text: 'Cán bộ đây' });
    await said(page, 'Cán bộ đây').waitFor();
    expect(fake().calls('refused')).toHaveLength(2);
  });

  test('what could not be sent says so and is sent again, once', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    fake().isDown = true;
    fake().drop();
    await say(page, 'lúc mất mạng');
    await said(page, 'Chưa gửi được.').waitFor();
    await page.getByText('Mất kết nối. Trợ lý đang thử nối lại.').waitFor();
    fake().isDown = false;
    await button(page, 'Gửi lại').click();
    await said(page, 'Trợ lý nghe: lúc mất mạng').waitFor();
    expect(await said(page, 'lúc mất mạng').count()).toBe(1);
    expect(await page.getByText('Mất kết nối').isVisible()).toBe(false);
  });

  test('a refused token is renewed without anyone noticing', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    fake().refuseTokens();
    await say(page, 'xin chào');
    await said(page, 'Trợ lý nghe: xin chào').waitFor();
    expect(fake().calls('POST /chat/token')).toHaveLength(2);
    expect(await page.getByText('Chưa gửi được.').count()).toBe(0);
  });

  test('a token is renewed before it ends', async () => {
    fake().tokenSeconds = 61;
    const page = await visit('about:blank');
    await page.clock.install();
    await page.goto(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    expect(fake().calls('POST /chat/token')).toHaveLength(1);
    await page.clock.runFor(31_000);
    await expect.poll(() => fake().calls('POST /chat/token').length).toBe(2);
    const [first, second] = fake().calls('POST /chat/token');
    expect(first?.body).toEqual({});
    expect(second?.body?.token).toEqual(expect.any(String));
  });

  test('a conversation that is gone gives way to a new one, and keeps what was not sent', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'một');
    await said(page, 'Trợ lý nghe: một').waitFor();
    fake().refuseTokens(true);
    await say(page, 'hai');
    await button(page, 'Gửi lại').waitFor();
    await button(page, 'Gặp cán bộ').waitFor();
    expect(await said(page, 'một').count()).toBe(0);
    await button(page, 'Gửi lại').click();
    await said(page, 'Trợ lý nghe: hai').waitFor();
  });

  test('a socket that died without a word is noticed by the echo that does not come', async () => {
    const page = await visit('about:blank');
    await page.clock.install();
    await page.goto(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    fake().isMute = true;
    await say(page, 'xin chào');
    await expect.poll(() => posts(fake()).length).toBe(2);
    // The fake takes 30 ms to answer.
    await setTimeout(200);
    fake().isMute = false;
    expect(fake().calls('socket')).toHaveLength(1);
    await expect
      .poll(async () => {
        await page.clock.runFor(1000);
        return said(page, 'Trợ lý nghe: xin chào').count();
      })
      .toBe(1);
    expect(fake().calls('socket')).toHaveLength(2);
  });
});
