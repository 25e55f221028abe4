import { describe, expect, test } from 'vitest';
import { assistantAccount, replyActivity } from '../../../../src/channels/direct-line/activity.ts';
import { entryOf, messageOf } from '../../../../src/channels/web/widget/entry.ts';
import type { Reply } from '../../../../src/engine/reply.ts';

const REPLY: Reply = {
  text: 'Bạn đủ điều kiện.\n\nTheo Kế hoạch.',
  buttons: [{ label: 'Về menu', payload: 'flow:menu' }],
  link: {
    name: 'registration',
    label: 'Mở trang đăng ký',
    url: 'https://chat.example/r/abc',
    host: 'hiendienonline.tenmien.vn',
  },
};

describe('a reply of the assistant, as our own endpoint writes it', () => {
  const written = { id: 'c|1', ...replyActivity(REPLY, assistantAccount('Trợ lý')) };
  const entry = entryOf(JSON.parse(JSON.stringify(written)));

  test('shows its text, its button and where its link leads', () => {
    expect(entry).toEqual({
      key: 'c|1',
      author: 'assistant',
      state: 'sent',
      blocks: [
        { kind: 'paragraph', lines: ['Bạn đủ điều kiện.'] },
        { kind: 'paragraph', lines: ['Theo Kế hoạch.'] },
      ],
      links: [
        {
          label: 'Mở trang đăng ký',
          url: 'https://chat.example/r/abc',
          host: 'hiendienonline.tenmien.vn',
        },
      ],
      choices: [
        {
          label: 'Về menu',
          text: 'Về menu',
          shown: 'Về menu',
          value: { payload: 'flow:menu' },
        },
      ],
    });
  });

  test('its button sends the payload', () => {
    expect(messageOf(entry!.choices[0]!)).toEqual({
      type: 'message',
      text: 'Về menu',
      value: { payload: 'flow:menu' },
    });
  });
});

test('a button that shows something else than it sends says so', () => {
  expect(messageOf({ label: 'Có', text: 'yes', shown: 'Có ạ' })).toEqual({
    type: 'message',
    text: 'yes',
    channelData: { messageBack: { displayText: 'Có ạ' } },
  });
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'no address', null])(
  'a link to %s is left out',
  (value) => {
    const content = { text: 'Xem', buttons: [{ type: 'openUrl', title: 'Mở', value }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.hero', content }];
    expect(entryOf({ type: 'message', id: '1', attachments })).toMatchObject({ links: [] });
  },
);

test('a link whose card does not say where it leads is labelled with its real host', () => {
  const value = 'https://example.vn/x';
  const content = { buttons: [{ type: 'openUrl', title: 'Mở', value }] };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.hero', content }];
  expect(entryOf({ type: 'message', id: '1', attachments })?.links[0]?.host).toBe('example.vn');
});

test("one's own message keeps the name it was given, and shows what was pressed", () => {
  const entry = entryOf({
    type: 'message',
    id: 'c|2',
    from: { id: 'dl_1', role: 'user' },
    text: 'yes',
    channelData: { clientActivityId: 'mine', messageBack: { displayText: 'Có ạ' } },
  });
  expect(entry).toMatchObject({
    key: 'mine',
    author: 'person',
    blocks: [{ kind: 'paragraph', lines: ['Có ạ'] }],
  });
});

test.each([
  { type: 'typing', id: '1' },
  { type: 'event', id: '1', name: 'start' },
  { type: 'message', id: '1' },
  { type: 'message', text: 'without an id' },
])('$type $text shows nothing', (activity) => {
  expect(entryOf(activity)).toBeUndefined();
});
