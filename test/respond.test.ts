import { describe, expect, test } from 'vitest';
import { createAssistant } from '../src/assistant.ts';
import { Attachment, type Inbound } from '../src/channels/inbound.ts';
import { createPolicies } from '../src/channels/policy.ts';
import type { Response } from '../src/delivery/respond.ts';
import { personalAsks } from '../src/engine/personal.ts';
import { newConversation } from '../src/engine/state.ts';
import { loadBot, loadChannelWords } from '../src/load.ts';
import { toRespond, withPolicies } from '../src/respond.ts';

const words = loadChannelWords();
const loaded = loadBot();
const respond = withPolicies(
  toRespond(createAssistant(loaded)),
  createPolicies({ shared: ['zalo', 'zalo-personal'], messagesPerMinute: 5 }, words),
  personalAsks(loaded.bot),
);
const NOON = new Date('2026-11-22T05:00:00Z');

/** One message after another, ten seconds apart unless told otherwise; all responses. */
function talk(channel: string, messages: readonly Partial<Inbound>[], seconds = 15): Response[] {
  let state = newConversation();
  return messages.map((content, i) => {
    const at = new Date(NOON.getTime() + i * seconds * 1000);
    const response = respond(state, { channel, person: 'p', eventId: `${i}`, at, ...content }, at);
    ({ state } = response);
    return response;
  });
}

const endings = (responses: readonly Response[]) => responses.map(({ ending }) => ending);

describe('on a shared channel', () => {
  test('nothing is kept of what was not meant for the assistant', () => {
    const [response] = talk('zalo', [{ text: 'nhà tôi 031199001234 chưa có sổ đỏ' }]);
    expect(response).toMatchObject({ ending: 'silent', replies: [], events: [] });
    expect(response?.understood).toMatchObject({ text: '', readings: [] });
    const { pace, ...state } = response!.state;
    expect(state).toEqual(newConversation());
    expect(pace?.count).toBe(1);
  });

  test('a conversation begins with a question of ours and goes on', () => {
    const responses = talk('zalo', [
      { text: 'bao giờ thu rác' },
      { text: 'id.vn là gì?' },
      { text: 'cảm ơn nhé' },
    ]);
    expect(endings(responses)).toEqual(['silent', 'answered', 'greeted']);
    // It introduces itself when it first speaks, not when it was silent.
    expect(responses[1]?.events[0]).toMatchObject({ type: 'started' });
    expect(responses[1]?.replies.length).toBeGreaterThan(1);
  });
});

describe('an officer', () => {
  test('who writes to the person silences the assistant until they release it', () => {
    const responses = talk('telegram', [
      { text: 'id.vn là gì?' },
      { signal: 'officer' },
      { text: 'id.vn là gì?' },
      { signal: 'released' },
      { text: 'id.vn là gì?' },
    ]);
    expect(endings(responses)).toEqual(['answered', 'silent', 'silent', 'silent', 'answered']);
    expect(responses.flatMap(({ replies }, i) => (replies.length > 0 ? [i] : []))).toEqual([0, 4]);
    expect(responses.at(-1)?.state.handover).toBeUndefined();
  });

  test('who hands it back in words is followed by the assistant’s own, and nothing is counted', () => {
    const responses = talk('zalo', [
      { text: 'thu rác ngày nào' },
      { signal: 'officer' },
      { signal: 'handed-back' },
      { text: 'thế à' },
    ]);
    const handing = responses[2]!;
    expect(handing).toMatchObject({
      replies: [{ text: words.handedBack, buttons: [] }],
      events: [],
      ending: 'silent',
    });
    // Also where it shares the channel: it was named, so it answers whatever comes now.
    expect(endings(responses)).toEqual(['silent', 'silent', 'silent', 'greeted']);
    const quoted = [...words.handedBack.matchAll(/“([^”]+)”/g)].map(([, text]) => text!);
    expect(quoted).toEqual(['menu']);
  });
});

describe('something attached, in the middle of a check', () => {
  const KINDS: readonly NonNullable<Inbound['attachment']>['kind'][] =
    Attachment.shape.kind.options;
  const { image, withheld, attachment } = loaded.bot.messages;
  const begin = { image, withheld } as Record<string, string>;

  test.each(KINDS)('%s: what to do instead, a way on, and no miss', (kind) => {
    const responses = talk('telegram', [
      { tap: 'flow:id-vn' },
      { text: 'xyz' },
      { attachment: { kind } },
      { text: 'có' },
    ]);
    expect(responses[1]?.state.misses).toBe(1);
    const { state, replies, events, ending } = responses[2]!;
    expect([state.misses, events, ending]).toEqual([0, [], 'answered']);
    const opening = (begin[kind] ?? attachment).split(/[{.]/)[0]!;
    expect(replies[0]?.text).toContain(opening);
    expect(replies.map(({ text }) => text).join()).not.toMatch(/[{}]/);
    // The question still waits, with its buttons, and is answered by what comes next.
    expect(replies.at(-1)?.text).toContain('công dân Việt Nam');
    expect(replies.at(-1)?.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Có', 'Không']),
    );
    expect(responses[3]).toMatchObject({
      ending: 'asked',
      state: { run: { waiting: 'id-vn/birth-date' } },
    });
  });

  test.each(KINDS)('%s, with nothing begun: choices, one of them a place to go', (kind) => {
    const [, response] = talk('telegram', [{ text: 'xin chào' }, { attachment: { kind } }]);
    const buttons = response?.replies.at(-1)?.buttons.map(({ payload }) => payload);
    expect(buttons).toEqual(['flow:menu', 'flow:in-person']);
  });

  test('a picture: that it be taken back; what the platform withholds: where to go', () => {
    const said = (kind: (typeof KINDS)[number]) =>
      talk('zalo-bot', [{ attachment: { kind } }])[0]!
        .replies.map(({ text }) => text)
        .join();
    expect(said('image')).toMatch(/đừng gửi ảnh căn cước.+thu hồi/);
    expect(said('withheld')).toContain('Trung tâm phục vụ hành chính công');
  });

  test('pictures that come together get the advice once, and their words an answer', () => {
    const picture = { attachment: { kind: 'image' as const } };
    const album = [picture, picture, { text: 'id.vn là gì?' }, picture];
    expect(endings(talk('zalo', [{ tap: 'flow:menu' }, ...album], 5))).toEqual([
      'offered-choices',
      'answered',
      'silent',
      'answered',
      'silent',
    ]);
    const [, first, second] = talk('telegram', [{ text: 'xin chào' }, picture, picture], 61);
    expect(second?.replies).toEqual(first?.replies);
  });
});

describe('in a group', () => {
  const member = { person: 'g:92:71', source: 'zalo-group:92' };
  const inGroup = (...texts: string[]) =>
    talk(
      'zalo-personal',
      texts.map((text) => ({ ...member, text })),
    );

  test('questions are answered, and what asks for personal data is for private', () => {
    const responses = inGroup(
      'menu',
      '1',
      'id.vn là gì?',
      'tôi sinh 5/3/2005',
      'nơi hỗ trợ trực tiếp',
    );
    const invitation = [{ text: words.privately, buttons: [] }];
    expect(responses[1]).toMatchObject({ replies: invitation, events: [], ending: 'answered' });
    expect(responses[1]?.state.run).toBeUndefined();
    expect(responses[2]?.ending).toBe('answered');
    expect(responses[2]?.replies).not.toEqual(invitation);
    expect(JSON.stringify(responses[3])).not.toContain('2005');
    expect(responses[4]?.replies).toEqual(invitation);
  });

  test('a choice that is the same for everybody is still asked, and erasure', () => {
    const [, register] = inGroup('menu', 'cách đăng ký');
    expect(register?.state.run).toMatchObject({ waiting: 'register/which' });
    const [, erase] = inGroup('menu', 'xóa dữ liệu của tôi');
    expect(erase?.state.run).toMatchObject({ waiting: 'delete-my-data/sure' });
  });

  test('the invitation leads to where the assistant listens', () => {
    const quoted = [...words.privately.matchAll(/“([^”]+)”/g)].map(([, text]) => text!);
    expect(quoted).toHaveLength(2);
    for (const text of quoted) {
      const [response] = talk('zalo-personal', [{ person: '71', text }]);
      expect(response?.ending).toBe('asked');
    }
  });
});

test('who withdraws their consent is forgotten, without a word', () => {
  const [, response] = talk('telegram', [{ text: 'id.vn là gì?' }, { signal: 'withdrawn' }]);
  expect(response).toMatchObject({
    state: newConversation(),
    replies: [],
    events: [{ type: 'erasure-asked' }],
    ending: 'silent',
  });
});

describe('who writes too fast', () => {
  const many = (count: number): Partial<Inbound>[] =>
    Array.from({ length: count }, () => ({ text: 'id.vn là gì?' }));

  test('is asked once to wait, and answered again when the minute is over', () => {
    const responses = talk('telegram', many(12), 6);
    expect(endings(responses)).toEqual([
      ...['answered', 'answered', 'answered', 'answered', 'answered'],
      ...['refused', 'silent', 'silent', 'silent', 'silent'],
      ...['answered', 'answered'],
    ]);
    expect(responses.slice(5, 10).map(({ replies }) => replies.map(({ text }) => text))).toEqual([
      [words.tooFast],
      [],
      [],
      [],
      [],
    ]);
    expect(responses[6]?.understood.text).toBe('');
  });

  test('on a shared channel about other things is not even asked that', () => {
    const responses = talk(
      'zalo',
      many(12).map(() => ({ text: 'thu rác' })),
      1,
    );
    expect(responses.flatMap(({ replies }) => replies)).toEqual([]);
    expect(endings(responses).slice(4, 7)).toEqual(['silent', 'silent', 'silent']);
  });
});
