import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepWindow } from '../../../src/channels/messenger/window.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type FakeMessenger, fakeMessenger, PSID } from './fake-messenger.ts';
import { listening } from './house.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-11-22T05:00:00Z');
let database: Database;
let fake: FakeMessenger;

beforeAll(async () => {
  database = await testDatabase();
  fake = await fakeMessenger();
});

afterAll(async () => {
  await fake.close();
  await database.close();
});

async function wrote(person: string, at: Date): Promise<void> {
  await database.prisma.conversation.create({
    data: { channel: 'messenger', person, state: {}, lastAt: at },
  });
}

test('a person is written to for 24 hours, and then not even tried', async () => {
  await wrote(PSID, new Date(NOW.getTime() - 24 * HOUR));
  let now = NOW;
  const { channel, close } = await listening(fake, { pool: database.pool, now: () => now });
  const message = { text: 'a', buttons: [] };
  await channel.send(PSID, message, 'k');
  now = new Date(NOW.getTime() + 1);
  await expect(channel.send(PSID, message, 'k')).rejects.toMatchObject({
    kind: 'permanent-for-this-person',
  });
  expect(fake.called('/me/messages')).toHaveLength(1);
  await close();
});

test('of somebody nobody knows the platform decides; other channels do not count', async () => {
  await database.prisma.conversation.create({
    data: { channel: 'telegram', person: 'p', state: {}, lastAt: new Date(0) },
  });
  await expect(keepWindow(database.pool, 'p', NOW, 24 * HOUR)).resolves.toBeUndefined();
});
