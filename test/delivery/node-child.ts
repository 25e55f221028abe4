/**
 * A node for takeover.test.ts, on the database at `argv[2]`: answers with the echo, and "sends" by
 * writing into the table `sent_by_nodes` before (`begun`) and after `argv[3]` milliseconds (`taken`). The
 * word "block" keeps its process busy inside the turn's transaction for ever; about words that begin
 * with "?" it asks a model that never answers.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '../../src/database/client.ts';
import { startDelivery } from '../../src/delivery/delivery.ts';
import { createLog } from '../../src/log.ts';
import { asking } from './asking.ts';

const [url, takes] = process.argv.slice(2) as [string, string];
const log = createLog('silent');
const own = createPool(url, log);

const delivery = await startDelivery({
  database: { url },
  log,
  channels: ['test'],
  now: () => new Date(),
  publicUrl: 'http://localhost',
  failedText: 'sorry',
  model: {
    free: async () => 1,
    ask() {
      process.stdout.write('"asking"\n');
      return new Promise(() => {});
    },
  },
  respond(state, message, now, advice) {
    if (message.text === 'block' && takes !== '0') {
      process.stdout.write('"blocked"\n');
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return asking(state, message, now, advice);
  },
  async send(_channel, person, reply) {
    const insert = 'INSERT INTO sent_by_nodes (person, text, node, what) VALUES ($1, $2, $3, $4)';
    await own.query(insert, [person, reply.text, process.pid, 'begun']);
    await sleep(Number(takes));
    await own.query(insert, [person, reply.text, process.pid, 'taken']);
    return {};
  },
});
process.stdout.write('"ready"\n');
process.stdin.once('data', async () => {
  process.stdin.destroy();
  await delivery.stop();
  await own.end();
});
