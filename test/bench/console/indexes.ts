import type { Queryable } from '../../../src/database/transaction.ts';

/**
 * Fills tables without their indexes and foreign keys, which are made anew when they are full: row by
 * row that takes many times as long. Primary keys stay. `onTable` is told of each that is done.
 */
export async function withoutIndexes(
  db: Queryable,
  tables: readonly string[],
  fill: () => Promise<void>,
  onTable: (table: string) => void,
): Promise<void> {
  const keys = await db.query<{ name: string; table: string; sql: string }>(
    `SELECT conname AS name, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS sql
       FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[])`,
    [tables],
  );
  for (const { name, table } of keys.rows) {
    await db.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  }
  const indexes = await db.query<{ name: string; table: string; sql: string }>(
    `SELECT indexrelid::regclass::text AS name, indrelid::regclass::text AS table,
            pg_get_indexdef(indexrelid) AS sql
       FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisprimary`,
    [tables],
  );
  for (const { name } of indexes.rows) await db.query(`DROP INDEX ${name}`);
  await fill();
  for (const [table, some] of Map.groupBy(indexes.rows, (row) => row.table)) {
    for (const { sql } of some) await db.query(sql);
    onTable(table);
  }
  for (const { name, table, sql } of keys.rows) {
    await db.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${sql}`);
  }
}
