import type pg from 'pg';
import type { CalendarDate } from '../engine/value.ts';
import { DemoError, inTransaction } from './connection.ts';

/** What is noted of a demonstration before there is anything of it. */
export interface Begun {
  seed: string;
  firstDay: CalendarDate;
  lastDay: CalendarDate;
  madeAt: Date;
}

const FOUND = `
SELECT (SELECT count(*)::int FROM (SELECT FROM conversation WHERE NOT demo LIMIT 1000) AS c) AS real,
       (SELECT made_at FROM demonstration) AS made_at`;

/**
 * Notes that there is a demonstration from now on, so that everything shows it from the first
 * conversation on. Throws a {@link DemoError} where there is anything real, or one already.
 */
export async function begin(client: pg.ClientBase, begun: Begun): Promise<void> {
  await inTransaction(client, async () => {
    const { rows } = await client.query<{ real: number; made_at: Date | null }>(FOUND);
    const { real, made_at } = rows[0]!;
    if (made_at !== null) {
      throw new DemoError(
        `found a demonstration of ${made_at.toISOString()}, allowed a database without: remove it by "npm run demo -- --remove"`,
      );
    }
    if (real > 0) {
      throw new DemoError(
        `found ${real === 1000 ? '1000 or more' : real} real conversations, allowed a database without any: set DATA_DIR to another folder, or DATABASE_URL to another database`,
      );
    }
    await client.query(
      'INSERT INTO demonstration (seed, first_day, last_day, made_at) VALUES ($1, $2, $3, $4)',
      [begun.seed, begun.firstDay, begun.lastDay, begun.madeAt],
    );
  });
}

/** Notes that it is whole, and what it came to. */
export async function finish(
  client: pg.ClientBase,
  at: Date,
): Promise<{ conversations: number; messages: number }> {
  const { rows } = await client.query<{ conversations: number; messages: number }>(
    `UPDATE demonstration
        SET finished_at = $1,
            conversations = (SELECT count(*) FROM conversation WHERE demo),
            messages = (SELECT count(*) FROM inbox i JOIN conversation c ON c.id = i.conversation_id
                         WHERE c.demo)
     RETURNING conversations, messages`,
    [at],
  );
  return rows[0]!;
}
