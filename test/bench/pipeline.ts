import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createAssistant } from '../../src/assistant.ts';
import type { Database } from '../../src/database/open.ts';
import { startDelivery } from '../../src/delivery/delivery.ts';
import type { Loaded } from '../../src/load.ts';
import { createLog } from '../../src/log.ts';
import { toRespond } from '../../src/respond.ts';
import { type Measured, measured } from './percentile.ts';
import { SCRIPT } from './script.ts';

/**
 * Whole conversations through the whole pipeline: every person sends the next message when the
 * first reply to the last one has reached the channel. Everything is stored as in production.
 */
export async function measurePipeline(
  database: Database,
  loaded: Loaded,
  conversations: number,
  seconds: number,
): Promise<Measured> {
  const waiting = new Map<string, () => void>();
  const delivery = await startDelivery({
    database,
    log: createLog('warn'),
    channels: ['bench'],
    respond: toRespond(createAssistant(loaded)),
    now: () => new Date(),
    publicUrl: 'http://localhost',
    failedText: 'failed',
    send: async (_channel, person) => {
      waiting.get(person)?.();
      return {};
    },
  });
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const one = async () => {
    const person = randomUUID();
    for (let i = 0; performance.now() < end; i++) {
      const from = performance.now();
      const answered = new Promise<void>((resolve) => waiting.set(person, resolve));
      const text = SCRIPT[i % SCRIPT.length]!;
      await delivery.accept({
        channel: 'bench',
        person,
        eventId: randomUUID(),
        at: new Date(),
        text,
      });
      await answered;
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: conversations }, one));
  const elapsed = performance.now() - started;
  await delivery.stop();
  return measured(latencies, elapsed);
}
