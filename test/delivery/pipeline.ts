import type { Send } from '../../src/channels/send.ts';
import type { Database } from '../../src/database/open.ts';
import { type Delivery, type DeliveryParts, startDelivery } from '../../src/delivery/delivery.ts';
import type { Respond } from '../../src/delivery/respond.ts';
import type { Reply } from '../../src/engine/reply.ts';
import type { Model } from '../../src/model/model.ts';
import { testLog } from '../support/database.ts';
import { echo } from './echo.ts';

/** What a fake platform took, in the order it took it. */
export interface Taken {
  person: string;
  reply: Reply;
  at: number;
}

export interface Pipeline extends Delivery {
  taken: Taken[];
  /** Texts that one person got. */
  textsFor(person: string): string[];
}

/** The whole pipeline with the echo as bot and a platform that takes everything, unless given. */
export async function startPipeline(
  database: Database,
  given: {
    send?: Send;
    taken?: Taken[];
    backoffMs?: number[];
    respond?: Respond;
    model?: Model;
    typing?: DeliveryParts['typing'];
  } = {},
): Promise<Pipeline> {
  const { taken = [], send, backoffMs, respond = echo, model, typing } = given;
  const delivery = await startDelivery({
    database,
    log: testLog,
    channels: ['test'],
    respond,
    ...(model === undefined ? {} : { model }),
    ...(typing === undefined ? {} : { typing }),
    now: () => new Date('2026-11-22T18:00:00Z'),
    publicUrl: 'http://localhost:3000',
    failedText: 'sorry',
    ...(backoffMs === undefined ? {} : { backoffMs }),
    async send(...given) {
      const delivered = (await send?.(...given)) ?? {};
      const [, person, reply] = given;
      taken.push({ person, reply, at: performance.now() });
      return delivered;
    },
  });
  return {
    accept: delivery.accept,
    taken,
    textsFor: (person) => taken.filter((t) => t.person === person).map((t) => t.reply.text),
    stop: delivery.stop,
  };
}
