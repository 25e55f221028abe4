import type { Pool } from '../database/client.ts';
import type { ModelSettings } from './endpoint.ts';

/** One call, as it is counted: no word of what was asked or said. */
export interface ModelCall {
  at: Date;
  purpose: 'topic' | 'value';
  promptTokens: number | undefined;
  completionTokens: number | undefined;
  /** How long it took. */
  ms: number;
  /**
   * `answered`: it settled something; `none`: it said that nothing fits; `invalid`: what it said is
   * none of the answers allowed; `timeout`: nothing within the time limit; `failed`: the endpoint
   * refused or could not be reached.
   */
  outcome: 'answered' | 'none' | 'invalid' | 'timeout' | 'failed';
}

export type RecordCall = (call: ModelCall) => Promise<void>;

/** Keeps the calls in the table `model_call`, with what they cost if prices are known. */
export function createLedger(db: Pool, { name, prices }: ModelSettings): RecordCall {
  return async ({ at, purpose, promptTokens, completionTokens, ms, outcome }) => {
    const cost =
      prices === undefined || promptTokens === undefined || completionTokens === undefined
        ? null
        : (promptTokens * prices.prompt + completionTokens * prices.completion) / 1e6;
    await db.query(
      `INSERT INTO model_call (at, purpose, model, prompt_tokens, completion_tokens, cost_usd, ms, outcome)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [at, purpose, name, promptTokens, completionTokens, cost, Math.round(ms), outcome],
    );
  };
}
