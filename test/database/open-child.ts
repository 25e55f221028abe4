/**
 * A service process for open.test.ts: opens the database under `argv[2]`, prints `{ pid, before }`
 * (what it found in it), stores `argv[3]` as a secret's name and waits to be told to close or killed.
 */
import { openDatabase } from '../../src/database/open.ts';
import { secret } from '../../src/database/secrets.ts';
import { createLog } from '../../src/log.ts';

const [dataDir, name] = process.argv.slice(2) as [string, string];
const database = await openDatabase({ dataDir }, createLog('silent'));
const { rows } = await database.pool.query('SELECT name FROM secret ORDER BY name');
const value = await secret(database.pool, name);
const server = await database.pool.query("SELECT pg_read_file('postmaster.pid') AS file");
process.stdout.write(
  `${JSON.stringify({
    found: rows.map((row) => row.name),
    value,
    postmaster: Number(server.rows[0].file.split('\n')[0]),
  })}\n`,
);
process.stdin.once('data', async () => {
  await database.close();
  process.exit(0);
});
