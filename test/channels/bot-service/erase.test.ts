import { expect, test } from 'vitest';
import { erase, eraseBefore } from '../../../src/channels/bot-service/erase.ts';
import { createReferences } from '../../../src/channels/bot-service/store.ts';
import { testDatabase } from '../../support/database.ts';

const envelope = (conversation: string) => ({
  type: 'message',
  channelId: 'directline',
  serviceUrl: 'https://service.example',
  conversation: { id: conversation },
  from: { id: `dl_${conversation}`, name: 'Lan' },
  recipient: { id: 'bot', name: 'Trợ lý' },
});

test('whose a conversation was is forgotten, where it is answered only when it ceased', async () => {
  const { pool, close } = await testDatabase();
  const { keep, find } = createReferences(pool);
  await keep(envelope('a'));
  await keep(envelope('b'));
  await erase(pool, ['directline:a']);
  expect(await find('directline:a')).toMatchObject({ conversationId: 'a', userId: null });
  expect(await find('directline:b')).toMatchObject({ conversationId: 'b', userId: 'dl_b' });

  await pool.query(
    `UPDATE bot_service_conversation SET last_at = '2026-01-01' WHERE person = 'directline:a'`,
  );
  await eraseBefore(pool, new Date('2026-02-01'));
  expect(await find('directline:a')).toBeUndefined();
  expect(await find('directline:b')).toBeDefined();
  await close();
});
