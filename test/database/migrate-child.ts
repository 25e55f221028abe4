/** A process for migrate.test.ts: applies the migrations in `argv[3]` to the database at `argv[2]`. */
import pg from 'pg';
import { migrate } from '../../src/database/migrate.ts';

const [url, folder] = process.argv.slice(2) as [string, string];
const pool = new pg.Pool({ connectionString: url });
process.stdout.write(`${JSON.stringify(await migrate(pool, folder))}\n`);
await pool.end();
