import type { Channel } from '../../src/channels/channel.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import type { Outgoing } from '../../src/channels/outgoing.ts';
import type { Rendered } from '../../src/channels/render.ts';
import { createSender } from '../../src/channels/sender.ts';
import { TELEGRAM } from '../../src/channels/telegram/capabilities.ts';
import { testLog } from '../support/database.ts';

/** A platform that takes everything, or does as it is told: one answer a call, the last for the rest. */
export function fakeChannel(
  answers: readonly (Error | 'ok' | (() => Promise<unknown>))[] = ['ok'],
  given: Partial<Channel> = {},
) {
  const taken: { person: string; message: Rendered; key: string }[] = [];
  let calls = 0;
  const channel: Channel = {
    name: 'telegram',
    capabilities: { ...TELEGRAM, text: 20 },
    async send(person, message, key) {
      const answer = answers[Math.min(calls++, answers.length - 1)]!;
      if (answer instanceof Error) throw answer;
      if (answer !== 'ok') await answer();
      taken.push({ person, message, key });
      return { deliveredId: `d${taken.length}` };
    },
    close: async () => {},
    ...given,
  };
  return { channel, taken, calls: () => calls };
}

/** An agreement among no other nodes: all may go at once; what is held is on record. */
export function freeOutgoing(given: Partial<Outgoing> = {}) {
  const progress = new Map<string, number>();
  const held: { person: string | undefined; milliseconds: number }[] = [];
  const outgoing: Outgoing = {
    ask: async ({ key }) => ({
      waitMs: 0,
      parts: progress.get(key) ?? 0,
      kept: progress.has(key),
    }),
    taken: async (key, parts) => void progress.set(key, parts),
    done: async (key) => void progress.delete(key),
    hold: async (_, person, milliseconds) => void held.push({ person, milliseconds }),
    sweep: async () => {},
    ...given,
  };
  return { outgoing, progress, held };
}

/** The sender over one channel; `say` sends a text and tells what became of it. */
export function senderOf(channel: Channel, outgoing: Outgoing, now = () => new Date()) {
  const metrics = createMetrics();
  const words = { choose: 'Choose:', chooseAlso: 'Or:' };
  const send = createSender({ channels: [channel], outgoing, words, metrics, log: testLog, now });
  const say = (text: string, key = 'k') =>
    send(channel.name, 'p', { text, buttons: [] }, key).then(
      ({ deliveredId }) => deliveredId,
      ({ kind, afterMs, attempted, message }) => ({ kind, afterMs, attempted, message }),
    );
  return { send, say, metrics };
}
