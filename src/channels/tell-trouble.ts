import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';

/**
 * Puts on record why a channel cannot receive at the moment (one line in English; no token, nothing
 * of a person), or with null that it does (again). Returns at once and never throws: the channel
 * goes on whatever becomes of the record.
 */
export type TellTrouble = (problem: string | null) => void;

const TELL = `
INSERT INTO channel_trouble (channel, problem) VALUES ($1, $2)
ON CONFLICT (channel) DO UPDATE SET problem = excluded.problem, at = excluded.at`;

const FORGET = 'DELETE FROM channel_trouble WHERE channel = $1';

/** In the Bot APIs' addresses the token stands. */
const ADDRESS = /\bhttps?:\/\/\S+/g;

const LONGEST = 300;

/**
 * The table `channel_trouble`, by which officers see that a channel is dead. A teller is for one run
 * of what receives: as it cannot know what another node left on record, its first null removes that;
 * further ones write nothing.
 */
export function createTrouble(pool: Pool, log: Log): (channel: string) => TellTrouble {
  return (channel) => {
    let receives = false;
    let written = Promise.resolve();

    async function write(problem: string | null): Promise<void> {
      try {
        if (problem === null) await pool.query(FORGET, [channel]);
        else await pool.query(TELL, [channel, storable(problem)]);
      } catch (err) {
        receives = false;
        log.warn({ err, channel }, 'that a channel is in trouble, or out of it, was not noted');
      }
    }

    return (problem) => {
      if (problem === null && receives) return;
      receives = problem === null;
      written = written.then(() => write(problem));
    };
  };
}

function storable(problem: string): string {
  const text = problem.replaceAll('\0', '').replaceAll(ADDRESS, '…');
  return text.slice(0, LONGEST).toWellFormed();
}
