import type { Pool } from '../../database/client.ts';
import { shownError } from './failures.ts';

/** What keeps a channel from receiving, for an operator; since when. */
export interface Trouble {
  problem: string;
  since: Date;
  /** When that was last so. */
  at: Date;
}

/** Of channels that could not receive when that was last tried; see `src/channels/tell-trouble.ts`. */
export async function troubles(pool: Pool): Promise<Map<string, Trouble>> {
  const { rows } = await pool.query<Trouble & { channel: string }>(
    'SELECT channel, problem, since, at FROM channel_trouble',
  );
  return new Map(
    rows.map(({ channel, problem, since, at }) => [
      channel,
      { problem: shownError(problem, at), since, at },
    ]),
  );
}
