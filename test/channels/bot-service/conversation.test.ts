import { expect, test, vi } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { openHouse } from '../../support/house.ts';
import { fakeBotFramework, settingsFor } from './fake-bot-framework.ts';
import { personOverBotService } from './person.ts';

// A citizen's way through the real service, from Bot Service's request to the connector.

const heard = ({ shown }: ReturnType<typeof personOverBotService>, text: string) =>
  vi.waitFor(
    () => expect(shown().filter((message) => message.text.includes(text))).toHaveLength(1),
    { timeout: 15_000, interval: 30 },
  );

test('a greeting, a check with a digression, the link, the erasure', {
  timeout: 60_000,
}, async ({ onTestFinished }) => {
  const [database, service] = await Promise.all([testDatabase(), fakeBotFramework()]);
  onTestFinished(() => database.close());
  onTestFinished(() => service.close());
  const house = await openHouse(database, { 'bot-service': settingsFor(service) });
  onTestFinished(() => house.stop());
  const person = personOverBotService(service, `${house.url}/api/messages`);
  await person.join();
  await heard(person, 'Đây là trợ lý tự động');
  await person.press('Kiểm tra id.vn');
  await heard(person, 'có phải là công dân Việt Nam không?');
  await person.press('Có');
  await heard(person, 'sinh ngày nào?');
  await person.say('Có miễn phí thật không?');
  await heard(person, 'Miễn phí thật');
  await person.say('em sinh năm 2005');
  await heard(person, 'thuộc diện được dùng id.vn miễn phí 2 năm');
  const links = person.shown().flatMap((message) => message.links);
  expect(links).toContainEqual(expect.stringMatching(/\/r\//));

  await person.say('xóa dữ liệu của tôi');
  await heard(person, 'có muốn xóa không?');
  await person.press('Xóa');
  await heard(person, 'đã xóa tin nhắn và câu trả lời');
  const { rows } = await database.pool.query(
    'SELECT person, user_id FROM bot_service_conversation',
  );
  expect(rows).toEqual([{ person: person.person, user_id: null }]);
});
