import { join } from 'node:path';
import { createBreaker } from '../breaker.ts';
import type { Pool } from '../database/client.ts';
import { createSwitch } from '../database/switch.ts';
import type { Log } from '../log.ts';
import { PROJECT_DIR } from '../project-dir.ts';
import { type ModelSettings, openEndpoint } from './endpoint.ts';
import { createLedger } from './ledger.ts';
import { createModel, type Model } from './model.ts';
import { loadPrompts } from './prompt.ts';

/** Name of the switch, in the table `switch`, that turns the model off on all nodes. */
export const MODEL_SWITCH = 'model';

/** How long an endpoint that fails is left alone; the answer without a model is good meanwhile. */
const PAUSE_MS = 30_000;

/** The model behind the settings, ready to be asked; nothing is sent before the first question. */
export async function openModel(
  settings: ModelSettings,
  { pool, log, now }: { pool: Pool; log: Log; now: () => Date },
): Promise<Model> {
  const { isOn } = createSwitch(pool, MODEL_SWITCH, now);
  return createModel({
    complete: await openEndpoint(settings),
    prompts: loadPrompts(join(PROJECT_DIR, 'prompts')),
    breaker: createBreaker(now, { firstMs: PAUSE_MS, longestMs: PAUSE_MS }),
    isOn,
    record: createLedger(pool, settings),
    now,
    log,
  });
}
