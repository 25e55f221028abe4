import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendFailure } from '../../../src/channels/zalo-personal/failure.ts';
import { zaloFetch } from '../../../src/channels/zalo-personal/fetch.ts';
import { logIn, openApi } from '../../../src/channels/zalo-personal/zca.ts';
import { type FakeZaloPersonal, fakeZaloPersonal } from './fake-zalo-personal.ts';

let zalo: FakeZaloPersonal;

beforeAll(async () => {
  zalo = await fakeZaloPersonal();
});

afterAll(() => zalo.close());

test('an answer that takes too long is none, and one that Zalo still gives is taken', async () => {
  const { logInByCode } = await import('../../../src/channels/zalo-personal/zca.ts');
  const quick = zaloFetch(zalo.root, 200);
  const events = { shown: async () => undefined, scanned: () => undefined };
  const session = await logIn(await logInByCode(quick, events, 1), quick);
  zalo.fail({ slowMs: 1000 }, { slowMs: 20 });
  const api = openApi(session, quick);
  const began = performance.now();
  const error = await api.sendMessage('a', '1').catch(sendFailure);
  expect(error).toEqual(new Error('Zalo did not answer'));
  expect(performance.now() - began).toBeLessThan(900);
  await expect(api.sendMessage('b', '1')).resolves.toMatchObject({
    message: { msgId: expect.any(Number) },
  });
});
