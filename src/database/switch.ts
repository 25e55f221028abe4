import type { Pool } from './client.ts';

/** Something that officers can turn off at once, on all nodes, while everything runs. */
export interface Switch {
  /** At most a second old. Rejects when the database is away. */
  isOn(): Promise<boolean>;
}

/** How long a node may go by what it last read. */
const FRESH_MS = 1000;

/** The switch of that name. One that nobody has set is off: a forgotten migration opens nothing. */
export function createSwitch(db: Pool, name: string, now: () => Date): Switch {
  let read: { at: number; isOn: Promise<boolean> } | undefined;

  async function look(): Promise<boolean> {
    const { rows } = await db.query<{ is_on: boolean }>(
      'SELECT is_on FROM switch WHERE name = $1',
      [name],
    );
    return rows[0]?.is_on ?? false;
  }

  return {
    isOn() {
      const at = now().getTime();
      if (read !== undefined && Math.abs(at - read.at) < FRESH_MS) return read.isOn;
      const isOn = look();
      const fresh = { at, isOn };
      read = fresh;
      isOn.catch(() => {
        if (read === fresh) read = undefined;
      });
      return isOn;
    },
  };
}

/** Turns a switch on or off; `by` is who did it, and stays on record with the time. */
export async function setSwitch(
  db: Pool,
  { name, isOn, by, at }: { name: string; isOn: boolean; by: string; at: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO switch (name, is_on, by, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE SET is_on = $2, by = $3, at = $4`,
    [name, isOn, by, at],
  );
}
