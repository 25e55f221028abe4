import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../src/channels/capabilities.ts';
import { SendError } from '../../src/channels/send.ts';
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

  test('takes as long as its line of the table allows', async () => {
    const hangs = () => sleep(60_000, undefined, { ref: false });
    const { channel } = fakeChannel([hangs], {
      capabilities: { ...CAPABILITIES.telegram, timeoutMs: 40 },
    });
    expect(await senderOf(channel, freeOutgoing().outgoing).say('Hello.')).toMatchObject({
      kind: 'retry-later',
      message: 'the platform took longer than 0.04 s',
    });
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
