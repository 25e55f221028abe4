import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { graphError } from '../../src/channels/messenger/errors.ts';
import { SendError } from '../../src/channels/send.ts';
import { TELEGRAM } from '../../src/channels/telegram/capabilities.ts';
import { zaloError } from '../../src/channels/zalo/errors.ts';
import { fakeChannel, freeOutgoing, senderOf } from './fake-channel.ts';

const THREE = 'The first sentence. The second one. The third.';
const down = new Error('connect ECONNREFUSED');

describe('a reply', () => {
  test('goes out in parts, in order, each with a key of its own', async () => {
    const { channel, taken } = fakeChannel();
    const { outgoing, progress } = freeOutgoing();
    const { say, metrics } = senderOf(channel, outgoing);
    expect(await say(THREE)).toBe('d3');
    expect(taken.map(({ message }) => message.text)).toEqual([
      'The first sentence.',
      'The second one.',
      'The third.',
    ]);
    expect(taken.map(({ key }) => key)).toEqual(['k.0', 'k.1', 'k.2']);
    expect(progress.size).toBe(0);
    expect(metrics.metrics()).toEqual([
      { name: 'sent', labels: { channel: 'telegram' }, value: 3 },
    ]);
  });

  test('goes on with the part at which it failed', async () => {
    const { channel, taken } = fakeChannel(['ok', down, 'ok']);
    const { say } = senderOf(channel, freeOutgoing().outgoing);
    expect(await say(THREE)).toMatchObject({ kind: 'retry-later', attempted: true });
    expect(await say(THREE)).toBe('d3');
    expect(taken.map(({ key }) => key)).toEqual(['k.0', 'k.1', 'k.2']);
  });

  test('of which a part was taken goes on when that can be recorded at last', async () => {
    const { channel, taken } = fakeChannel();
    const { outgoing } = freeOutgoing();
    let failures = 2;
    const record = outgoing.taken;
    outgoing.taken = async (...given) => {
      if (failures-- > 0) throw new Error('no database');
      await record(...given);
    };
    expect(await senderOf(channel, outgoing).say(THREE)).toBe('d3');
    expect(taken.map(({ key }) => key)).toEqual(['k.0', 'k.1', 'k.2']);
  });

  test('that was taken is taken, also when its progress cannot be forgotten', async () => {
    const { channel } = fakeChannel();
    const { outgoing } = freeOutgoing({ done: () => Promise.reject(new Error('no database')) });
    expect(await senderOf(channel, outgoing).say(THREE)).toBe('d3');
  });

  test('goes no further when the node cannot wait', async () => {
    const halt = new AbortController();
    const { channel, taken } = fakeChannel(['ok', () => sleep(60_000, undefined, { ref: false })]);
    const { send } = senderOf(channel, freeOutgoing().outgoing);
    const reply = { text: THREE, buttons: [] };
    const sent = send('telegram', 'p', reply, 'k', halt.signal);
    await expect.poll(() => taken.length).toBe(1);
    halt.abort();
    await expect(sent).rejects.toThrow('not waited for');
    await expect(send('telegram', 'p', reply, 'k', halt.signal)).rejects.toMatchObject({
      attempted: false,
    });
    expect(taken).toHaveLength(1);
  });

  test('looks as that person can be shown it', async () => {
    const { channel, taken } = fakeChannel();
    channel.capabilitiesFor = (person) => ({
      ...channel.capabilities,
      text: person === 'p' ? 99 : 9,
    });
    expect(await senderOf(channel, freeOutgoing().outgoing).say(THREE)).toBe('d1');
    expect(taken[0]!.message.text).toBe(THREE);
  });

  test('waits shortly for its turn here', async () => {
    const { channel, taken } = fakeChannel();
    let asked = 0;
    const { outgoing } = freeOutgoing({
      ask: async () => ({ waitMs: asked++ === 0 ? 30 : 0, parts: 0, kept: true }),
    });
    expect(await senderOf(channel, outgoing).say('Hello.')).toBe('d1');
    expect([taken.length, asked]).toEqual([1, 2]);
  });

  test('that has to wait longer goes back, without costing an attempt', async () => {
    const { channel, calls } = fakeChannel();
    const { outgoing } = freeOutgoing({
      ask: async () => ({ waitMs: 5000, parts: 0, kept: true }),
    });
    expect(await senderOf(channel, outgoing).say('Hello.')).toMatchObject({
      kind: 'retry-later',
      afterMs: 5000,
      attempted: false,
    });
    expect(calls()).toBe(0);
  });

  test('for a channel that is off needs an operator', async () => {
    const { send } = senderOf(fakeChannel().channel, freeOutgoing().outgoing);
    await expect(send('zalo', 'p', { text: 'a', buttons: [] }, 'k')).rejects.toMatchObject({
      kind: 'needs-an-operator',
      retry: false,
    });
  });
});

describe('a refusal', () => {
  test('for one person is final, and says nothing about the platform', async () => {
    const blocked = new SendError('blocked', { kind: 'permanent-for-this-person' });
    const { channel, calls } = fakeChannel([blocked]);
    const { say, metrics } = senderOf(channel, freeOutgoing().outgoing);
    for (let i = 0; i < 10; i++) {
      expect(await say('Hello.')).toMatchObject({ kind: 'permanent-for-this-person' });
    }
    expect(calls()).toBe(10);
    expect(metrics.metrics()).toEqual([
      {
        name: 'send_failed',
        labels: { channel: 'telegram', kind: 'permanent-for-this-person' },
        value: 10,
      },
    ]);
  });

  test.each([
    ['permanent-for-this-person', 0],
    // An officer may send it again, from where it stopped.
    ['needs-an-operator', 1],
  ] as const)('that is %s leaves %i parts on record', async (kind, parts) => {
    const { channel } = fakeChannel(['ok', new SendError('no', { kind })]);
    const { outgoing, progress } = freeOutgoing();
    expect(await senderOf(channel, outgoing).say(THREE)).toMatchObject({ kind });
    expect(progress.get('k') ?? 0).toBe(parts);
  });

  test.each([
    ['chat', 'p'],
    ['platform', undefined],
  ] as const)('with a time to wait holds back the %s', async (scope, person) => {
    const tooFast = new SendError('429', { kind: 'retry-later', afterMs: 7000, scope });
    const { outgoing, held } = freeOutgoing();
    const { say } = senderOf(fakeChannel([tooFast]).channel, outgoing);
    expect(await say('Hello.')).toMatchObject({ afterMs: 7000, attempted: true });
    expect(held).toEqual([{ person, milliseconds: 7000 }]);
  });

  test('of old credentials has them renewed, and the same is sent again', async () => {
    let renewed = 0;
    const old = new SendError('-216', { kind: 'refresh-and-retry' });
    const { channel, taken } = fakeChannel([old, 'ok'], {
      refresh: async () => void renewed++,
    });
    expect(await senderOf(channel, freeOutgoing().outgoing).say('Hello.')).toBe('d1');
    expect([renewed, taken.length]).toEqual([1, 1]);
  });

  test('of renewed credentials, or by a renewal that fails, is tried again later', async () => {
    const old = new SendError('-216', { kind: 'refresh-and-retry' });
    const twice = fakeChannel([old], { refresh: async () => {} });
    expect(await senderOf(twice.channel, freeOutgoing().outgoing).say('Hello.')).toMatchObject({
      kind: 'refresh-and-retry',
      attempted: true,
    });
    expect(twice.calls()).toBe(2);
    const fails = fakeChannel([old], { refresh: () => Promise.reject(new Error('no')) });
    expect(await senderOf(fails.channel, freeOutgoing().outgoing).say('Hello.')).toMatchObject({
      kind: 'retry-later',
    });
  });
});

describe('a platform that is down', () => {
  test('is left alone after five failures, and found again when it is back', async () => {
    let time = 0;
    const { channel, calls } = fakeChannel([down, down, down, down, down, down, 'ok']);
    const { say } = senderOf(channel, freeOutgoing().outgoing, () => new Date(time));
    for (let i = 0; i < 4; i++) expect(await say('Hello.')).toMatchObject({ attempted: true });
    // From here on it is the platform's failure, not the reply's.
    expect(await say('Hello.')).toMatchObject({ attempted: false, message: down.message });
    expect(await say('Hello.')).toMatchObject({ attempted: false });
    expect(calls()).toBe(5);
    time += 1300;
    expect(await say('Hello.')).toMatchObject({ attempted: false });
    expect(calls()).toBe(6);
    time += 2500;
    expect(await say('Hello.')).toBe('d1');
    expect(await say('Hello.')).toBe('d2');
  });

  test('is not what five unknown refusals tell of it', async () => {
    const unknown = [zaloError(-98765, ''), graphError({ code: 98765, message: '' })];
    const { channel, calls } = fakeChannel(unknown);
    const { say } = senderOf(channel, freeOutgoing().outgoing);
    for (let i = 0; i < 10; i++) expect(await say('Hello.')).toMatchObject({ attempted: true });
    expect(calls()).toBe(10);
  });

  test('is called again although what it asked for could not be kept', async () => {
    let time = 0;
    const busy = new SendError('busy', { kind: 'retry-later', afterMs: 50 });
    const { channel } = fakeChannel([down, down, down, down, down, busy, 'ok']);
    const { outgoing } = freeOutgoing({ hold: () => Promise.reject(new Error('no database')) });
    const { say } = senderOf(channel, outgoing, () => new Date(time));
    for (let i = 0; i < 5; i++) await say('Hello.');
    time += 1300;
    expect(await say('Hello.')).toMatchObject({ message: 'no database' });
    expect(await say('Hello.')).toBe('d1');
  });

  test('takes as long as its line of the table allows, and then gets nothing more', async () => {
    const posted: string[] = [];
    const { channel } = fakeChannel([], {
      // A look into a slow database, and then the platform's call.
      async send(person, _message, _key, signal) {
        await sleep(80);
        signal?.throwIfAborted();
        posted.push(person);
        return {};
      },
      capabilities: { ...TELEGRAM, timeoutMs: 40 },
    });
    expect(await senderOf(channel, freeOutgoing().outgoing).say('Hello.')).toMatchObject({
      kind: 'retry-later',
      message: 'the platform took longer than 0.04 s',
    });
    await sleep(80);
    expect(posted).toEqual([]);
  });

  test('never has more than its share under way', async () => {
    const release = Promise.withResolvers<void>();
    const { channel, calls } = fakeChannel([() => release.promise]);
    const { say } = senderOf(channel, freeOutgoing().outgoing);
    const all = Array.from({ length: 60 }, (_, i) => say('Hello.', `k${i}`));
    await sleep(20);
    release.resolve();
    const put = (await Promise.all(all)).filter((outcome) => typeof outcome !== 'string');
    expect(put).toHaveLength(60 - calls());
    expect(put.length).toBeGreaterThan(0);
    expect(put[0]).toMatchObject({ attempted: false });
  });
});
