import { describe, expect, test } from 'vitest';
import {
  assistantAccount,
  present,
  replyActivity,
  userAccount,
} from '../../../src/channels/direct-line/activity.ts';
import {
  contentOf,
  parseClientActivity,
} from '../../../src/channels/direct-line/client-activity.ts';
import type { Reply } from '../../../src/engine/reply.ts';
import { published } from './activity-schema.ts';

const assistant = assistantAccount('Assistant');

function shown(reply: Reply) {
  const row = { number: 7, activity: replyActivity(reply, assistant), at: new Date(0) };
  const activity = present(row, { id: 'c1', userId: 'dl_1' }, assistant);
  return published<typeof activity>('Activity', activity);
}

describe('a reply', () => {
  test('is a plain message in Vietnamese from the assistant to the person', () => {
    expect(shown({ text: 'xin chào', buttons: [] })).toEqual({
      type: 'message',
      id: 'c1|0000007',
      timestamp: '1970-01-01T00:00:00.000Z',
      channelId: 'directline',
      conversation: { id: 'c1' },
      from: { id: 'assistant', name: 'Assistant', role: 'bot' },
      recipient: userAccount('dl_1'),
      text: 'xin chào',
      textFormat: 'plain',
      locale: 'vi-VN',
      inputHint: 'acceptingInput',
    });
  });

  test('with buttons suggests actions that come back as the label with the payload', () => {
    const { suggestedActions, inputHint } = shown({
      text: '?',
      buttons: [{ label: 'Có', payload: 'a:f/q=yes' }],
    });
    expect(inputHint).toBe('expectingInput');
    expect(suggestedActions).toEqual({
      to: ['dl_1'],
      actions: [
        {
          type: 'messageBack',
          title: 'Có',
          text: 'Có',
          displayText: 'Có',
          value: { payload: 'a:f/q=yes' },
        },
      ],
    });
  });

  test('with a link has a card that names the host', () => {
    const link = { name: 'site', label: 'Đăng ký', url: 'https://x.vn/r/1', host: 'b.tenmien.vn' };
    const { attachments } = shown({ text: '!', buttons: [], link });
    expect(attachments).toEqual([
      {
        contentType: 'application/vnd.microsoft.card.hero',
        content: {
          title: 'Đăng ký',
          subtitle: 'b.tenmien.vn',
          buttons: [{ type: 'openUrl', title: 'Đăng ký', value: 'https://x.vn/r/1' }],
        },
      },
    ]);
  });
});

describe('what a client posts', () => {
  const content = (activity: object) => contentOf(parseClientActivity(activity));

  test.each([
    [{ type: 'message', text: 'chào' }, { text: 'chào' }],
    [{ type: 'message', text: 'Có', value: { payload: 'a:f/q=yes' } }, { tap: 'a:f/q=yes' }],
    [{ type: 'message', channelData: { payload: 'flow:menu' } }, { tap: 'flow:menu' }],
    [{ type: 'message', text: 'a', value: { payload: 7 } }, { text: 'a' }],
    [{ type: 'event', name: 'start' }, { tap: 'flow:welcome' }],
    [
      { type: 'event', name: 'start', value: { source: 'qr-1' } },
      { tap: 'flow:welcome', source: 'qr-1' },
    ],
    [{ type: 'event', name: 'other', value: { source: 'qr-1' } }, undefined],
    [{ type: 'typing' }, undefined],
    [{ type: 'conversationUpdate' }, undefined],
    [{ type: 'endOfConversation' }, undefined],
    [{ type: 'message', text: 'a\0b\ud800' }, { text: 'ab\ufffd' }],
    [{ type: 'message', text: 'x', attachments: [{ contentType: 'image/png' }] }, { text: 'x' }],
  ])('%j is %j', (activity, expected) => {
    expect(content(activity)).toEqual(expected);
  });

  test.each([
    ['image/png', 'image'],
    ['audio/mpeg', 'audio'],
    ['video/mp4', 'video'],
    ['application/pdf', 'file'],
    ['text/plain', 'file'],
    ['application/vnd.microsoft.card.hero', 'other'],
    ['model/obj', 'other'],
  ])('an attachment %s is of kind %s', (contentType, kind) => {
    const activity = { type: 'message', attachments: [{ contentType }] };
    expect(content(activity)).toEqual({ attachment: { kind } });
  });

  test.each([undefined, [], 'text', {}, { type: 7 }, { type: 'message', text: 7 }])(
    '%j is refused',
    (body) => {
      expect(() => parseClientActivity(body)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );

  test.each([{ type: 'message' }, { type: 'message', text: ' \n' }])('%j is empty', (body) => {
    expect(() => content(body)).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('a text has at most 4000 characters, whatever they are', () => {
    expect(content({ type: 'message', text: '🙂'.repeat(4000) })).toBeDefined();
    expect(() => content({ type: 'message', text: 'a'.repeat(4001) })).toThrow(
      expect.objectContaining({ status: 400, code: 'MessageSizeTooBig' }),
    );
  });
});
