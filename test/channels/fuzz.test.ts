import { expect, onTestFinished, test, vi } from 'vitest';
import { openChannels } from '../../src/channels/channels.ts';
import { fromPayload, Inbound, type Payload, toPayload } from '../../src/channels/inbound.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import type { Database } from '../../src/database/open.ts';
import { createInbox } from '../../src/delivery/inbox.ts';
import { loadChannelWords } from '../../src/load.ts';
import { parseSettings } from '../../src/settings.ts';
import { serve } from '../http/service.ts';
import { testDatabase, testLog } from '../support/database.ts';
import { createMutator, type Mutator } from '../support/mutate.ts';
import { type Shot, volley } from '../support/volley.ts';
import { WEBHOOKS, type Webhook } from './webhooks.ts';

// What is thrown at a webhook is at worst refused: with the database up there is no 5xx, and nothing
// gets into the inbox that the assistant could not read. `FUZZ_SEED` makes a failure again.

const SHOTS = 20_000;
/** More than any webhook takes. */
const OVERSIZED = Buffer.alloc(1100 * 1024, ' ');

/** The HTTP side with one channel over the real door and inbox; nobody reads what is stored. */
async function open(database: Database, { channels: given }: Webhook) {
  const metrics = createMetrics();
  const inbox = createInbox({ pool: database.pool, log: testLog });
  const channels = openChannels({
    settings: { ...parseSettings({}).channels, ...given },
    words: loadChannelWords(),
    database,
    accept: inbox.accept,
    metrics,
    log: testLog,
    now: () => new Date(),
    publicUrl: 'https://tro-ly.example.vn',
  });
  onTestFinished(async () => {
    await channels.close();
    await inbox.close();
  });
  const service = await serve({ routers: channels.routers });
  const refused = () =>
    Object.fromEntries(
      metrics
        .metrics()
        .filter(({ name }) => name === 'webhook_refused')
        .map(({ labels, value }) => [labels.reason, value]),
    );
  return { ...service, refused };
}

/** A request of which one knows what should become of it. */
interface Aimed extends Shot {
  kind: 'signed' | 'garbled' | 'unsigned' | 'odd' | 'oversized';
}

/** One request: most are signed and well-formed JSON of another shape, some not even that. */
function aim(webhook: Webhook, mutator: Mutator, n: number): Aimed {
  const { dice, mutate, garble } = mutator;
  const headers = { 'Content-Type': 'application/json' };
  const body = webhook.body(n, mutator);
  const shape = dice(100);
  const given = shape < 10 ? body : mutate(body);
  const json = Buffer.from(JSON.stringify(given) ?? '');
  const signed = (raw: Buffer) => ({ ...headers, ...webhook.signed(raw, given) });
  if (shape < 84) return { kind: 'signed', body: json, headers: signed(json) };
  if (shape < 90) {
    const raw = garble(json);
    return { kind: 'garbled', body: raw, headers: signed(raw) };
  }
  if (shape < 93) return { kind: 'unsigned', body: json, headers };
  if (shape < 96) {
    const other = signed(Buffer.from('{}'));
    const wrong = Object.entries(other).map(([k, v]) => [k, k in headers ? v : `x${v.slice(1)}`]);
    return { kind: 'unsigned', body: json, headers: Object.fromEntries(wrong) };
  }
  if (shape < 99) {
    const odd = mutator.pick([
      { 'Content-Type': 'text/plain; charset=x' },
      { 'Content-Type': 'multipart/form-data' },
      { 'Content-Encoding': 'gzip' },
      { 'Content-Encoding': 'identity' },
    ]);
    return { kind: 'odd', body: json, headers: { ...signed(json), ...odd } };
  }
  if (dice(4) > 0) return { kind: 'signed', body: json, headers: signed(json) };
  const big = Buffer.concat([json, OVERSIZED]);
  return { kind: 'oversized', body: big, headers: signed(big) };
}

/** All that is stored of messages is as the doors of delivery want it. */
async function checkStored(database: Database, channel: string): Promise<number> {
  const { rows } = await database.pool.query<{
    channel: string;
    event_id: string;
    person: string;
    known: string;
    payload: Payload;
  }>(
    `SELECT i.channel, i.event_id, i.person, c.person AS known, i.payload
       FROM inbox i JOIN conversation c ON c.id = i.conversation_id AND c.channel = i.channel
      WHERE i.status = 'unread' AND i.attempts = 0 AND i.error IS NULL AND i.hint IS NULL`,
  );
  for (const { event_id: eventId, known, payload, ...row } of rows) {
    const message = fromPayload({ ...row, eventId }, payload);
    const { error, data } = Inbound.safeParse(message);
    if (error !== undefined) throw error;
    expect(row).toMatchObject({ channel, person: known });
    expect(JSON.parse(JSON.stringify(toPayload(data)))).toEqual(payload);
  }
  const { rows: all } = await database.pool.query('SELECT count(*)::int AS n FROM inbox');
  expect(all).toEqual([{ n: rows.length }]);
  return rows.length;
}

test.each(WEBHOOKS)('%s: 20,000 spoilt requests', { timeout: 120_000 }, async (channel, make) => {
  const webhook = await make();
  onTestFinished(() => webhook.close?.());
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { url, refused, log } = await open(database, webhook);
  // botbuilder prints Microsoft's keys when a token does not fit.
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => printed.mockRestore());
  const mutator = createMutator(seed);
  const { unsigned, malformed, strange = 200 } = webhook.refusals;
  const allowed: Record<string, readonly number[]> = {
    signed: [200, strange],
    unsigned: [unsigned],
    garbled: [200, malformed, unsigned],
    odd: [200, malformed, strange],
    // Or it is cut off before all of it was read.
    oversized: [413, 0],
  };
  const wrong = new Map<string, string>();
  const kinds = new Set<string>();
  let n = 0;
  const next = () => (n < SHOTS ? aim(webhook, mutator, ++n) : undefined);
  await volley(`${url}${webhook.path}`, next, (status, { kind, body }) => {
    kinds.add(kind);
    if (allowed[kind]?.includes(status)) return;
    wrong.set(`${status} to ${kind}`, body.toString('utf8', 0, 400));
  });
  const told = `FUZZ_SEED=${seed}`;
  expect(Object.fromEntries(wrong), told).toEqual({});
  // Requests that fail inside are logged as errors.
  expect(log(), told).not.toContain('"level":50');
  expect([...kinds].sort()).toEqual(Object.keys(allowed).sort());
  for (const reason of ['unsigned', 'malformed', 'oversized', 'unknown']) {
    expect(refused()[reason], `${told} ${reason}`).toBeGreaterThan(0);
  }
  expect(await checkStored(database, channel), told).toBeGreaterThan(1000);
});
