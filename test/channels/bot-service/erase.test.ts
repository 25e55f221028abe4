import { expect, test } from 'vitest';
import { erase, eraseBefore } from '../../../src/channels/bot-service/erase.ts';
import { createReferences } from '../../../src/channels/bot-service/store.ts';
import { newConversation } from '../../../src/engine/state.ts';
import { erase as eraseConversations } from '../../../src/privacy/erase.ts';
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
  await keep(envelope('a'), 'a 1');
  await keep(envelope('b'), 'b 1');
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

test('an event that the inbox has already changes nothing, even of somebody who was erased', async () => {
  const { pool, close } = await testDatabase();
  const { keep, find } = createReferences(pool);
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO conversation (channel, person, state)
     VALUES ('bot-service', 'directline:a', $1) RETURNING id`,
    [newConversation()],
  );
  const [{ id: conversationId } = { id: '' }] = rows;
  const elsewhere = { ...envelope('a'), serviceUrl: 'https://elsewhere.example' };
  await keep(envelope('a'), 'a 1');
  await pool.query(
    `INSERT INTO inbox (channel, event_id, conversation_id, status)
     VALUES ('bot-service', 'a 1', $1, 'done')`,
    [conversationId],
  );
  await keep(elsewhere, 'a 1');
  expect(await find('directline:a')).toMatchObject({ serviceUrl: 'https://service.example' });

  const client = await pool.connect();
  await eraseConversations(client, [{ conversationId, person: 'directline:a', fromSeq: 1 }]);
  client.release();
  await keep(elsewhere, 'a 1');
  expect(await find('directline:a')).toMatchObject({ userId: null });
  await keep(elsewhere, 'a 2');
  expect(await find('directline:a')).toMatchObject({
    serviceUrl: 'https://elsewhere.example',
    userId: 'dl_a',
  });
  await close();
});
