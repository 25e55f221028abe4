import type { Queryable } from '../../../src/database/transaction.ts';

/** SQL of a copy, by column: `x` is the row that is copied. */
export type Other = Readonly<Record<string, string>>;

interface Column {
  name: string;
  type: string;
  /** The database counts it up by itself. */
  counted: boolean;
}

/**
 * SQL that copies rows `x` of a table as other conversations', for each seat `s` of `from`. Every
 * column there is comes along, so the table may change: its moments move by `s.moved`, its days by
 * `s.days`, and what tells whose it is (`conversation_id`, `source`, `account`) is the seat's where the
 * row says anything. `other` says what is different besides; ids are counted anew.
 */
export async function copySql(
  db: Queryable,
  table: string,
  from: string,
  {
    into = table,
    other = {},
    also = {},
    order,
  }: { into?: string; other?: Other; also?: Other; order?: string } = {},
): Promise<string> {
  const columns = await columnsOf(db, table);
  const unknown = Object.keys(other).find(
    (name) => !columns.some((column) => column.name === name),
  );
  if (unknown !== undefined) throw new Error(`${table}: found no column ${unknown}`);
  const cells = new Map(Object.entries(also));
  for (const column of columns) {
    if (column.counted) continue;
    cells.set(column.name, other[column.name] ?? copied(column));
  }
  return `INSERT INTO ${into} (${[...cells.keys()].map((name) => `"${name}"`)})
SELECT ${[...cells.values()].join(', ')} FROM ${from}${order === undefined ? '' : ` ORDER BY ${order}`}`;
}

function copied({ name, type }: Column): string {
  const own = `x."${name}"`;
  if (name === 'conversation_id') return 's.id';
  if (name === 'source' || name === 'account')
    return `CASE WHEN ${own} IS NOT NULL THEN s.${name} END`;
  if (type === 'date') return `${own} + s.days`;
  return type === 'timestamp with time zone' ? `${own} + s.moved` : own;
}

async function columnsOf(db: Queryable, table: string): Promise<Column[]> {
  const { rows } = await db.query<Column>(
    `SELECT column_name AS name, data_type AS type, coalesce(column_default LIKE 'nextval(%', false) AS counted
       FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    [table],
  );
  return rows;
}
