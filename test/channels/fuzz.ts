import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished, vi } from 'vitest';
import { fromPayload, Inbound, type Payload, toPayload } from '../../src/channels/inbound.ts';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import type { Database } from '../../src/database/open.ts';
import { createInbox } from '../../src/delivery/inbox.ts';
import { testDatabase, testLog } from '../support/database.ts';
import { openHouse } from '../support/house.ts';
import type { Mutator } from '../support/mutate.ts';
import { type Shot, volley } from '../support/volley.ts';

/** More than any webhook takes. */
const OVERSIZED = Buffer.alloc(1100 * 1024, ' ');

/** Where requests are posted, and how a good one is made. */
export interface Target {
  path: string | ((n: number) => string);
  /** A well-formed body of the recorded kinds, of now, of one of many people, as the `n`th event. */
  body(n: number, mutator: Mutator): unknown;
  /** Puts it into what is posted. Absent: it is posted as it is. */
  wrapped?(json: Buffer, mutator: Mutator): Buffer;
  /** Headers by which the sender is known, whatever is in these bytes. */
  signed(raw: Buffer, body: unknown): Record<string, string>;
  /**
   * What is answered to an unsigned request, to one that cannot be read, and, where that is not 200,
   * to a signed one of a strange shape.
   */
  refusals: {
    unsigned: number | readonly number[];
    malformed: number;
    strange?: readonly number[];
  };
  /** How many requests pass the signature and are not what the sender would send. */
  spoilt?: number;
}

/** By `FUZZ_SEED` a failure is made again. */
export function newSeed(): { seed: number; told: string } {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  return { seed, told: `FUZZ_SEED=${seed}` };
}

/** A request of which one knows what should become of it. */
interface Aimed extends Shot {
  kind: 'signed' | 'garbled' | 'unsigned' | 'odd' | 'oversized';
}

/** One request: most are signed and well-formed JSON of another shape, some not even that. */
function aim(target: Target, mutator: Mutator, n: number): Aimed & { isSpoilt: boolean } {
  const { dice, mutate, garble } = mutator;
  const path = typeof target.path === 'string' ? target.path : target.path(n);
  const body = target.body(n, mutator);
  const shape = dice(100);
  const given = shape < 2 ? body : mutate(body);
  const text = JSON.stringify(given) ?? '';
  const json = Buffer.from(text);
  const whole = target.wrapped?.(json, mutator) ?? json;
  const signed = (raw: Buffer) => ({
    'Content-Type': 'application/json',
    ...target.signed(raw, given),
  });
  const isSpoilt = text !== JSON.stringify(body);
  if (shape < 90) return { path, kind: 'signed', body: whole, headers: signed(whole), isSpoilt };
  if (shape < 94) {
    const raw = garble(whole);
    return { path, kind: 'garbled', body: raw, headers: signed(raw), isSpoilt: true };
  }
  if (shape < 96) {
    const { 'Content-Type': type } = signed(whole);
    const headers = { 'Content-Type': type };
    return { path, kind: 'unsigned', body: whole, headers, isSpoilt: false };
  }
  if (shape < 97) {
    const { 'Content-Type': type, ...other } = signed(Buffer.from('{}'));
    const wrong = Object.entries<string>(other).map(([name, value]) => [
      name,
      `x${value.slice(1)}`,
    ]);
    const headers = { 'Content-Type': type, ...Object.fromEntries(wrong) };
    return { path, kind: 'unsigned', body: whole, headers, isSpoilt: false };
  }
  if (shape < 99) {
    const odd = mutator.pick([
      { 'Content-Type': 'text/plain; charset=x' },
      { 'Content-Type': 'multipart/form-data' },
      { 'Content-Encoding': 'gzip' },
      { 'Content-Encoding': 'identity' },
    ]);
    return { path, kind: 'odd', body: whole, headers: { ...signed(whole), ...odd }, isSpoilt };
  }
  if (dice(4) > 0) return { path, kind: 'signed', body: whole, headers: signed(whole), isSpoilt };
  const long = Buffer.concat([json, OVERSIZED]);
  const big = target.wrapped?.(long, mutator) ?? long;
  return { path, kind: 'oversized', body: big, headers: signed(big), isSpoilt: false };
}

/** Throws until enough spoilt requests were signed; each must be answered as its kind is. */
export async function fuzz(url: string, target: Target, mutator: Mutator, told: string) {
  const { spoilt: wanted = 20_000, refusals } = target;
  const { unsigned, malformed, strange = [] } = refusals;
  const allowed: Record<string, readonly number[]> = {
    signed: [200, ...strange],
    unsigned: [unsigned].flat(),
    garbled: [200, malformed, ...[unsigned].flat(), ...strange],
    odd: [200, malformed, ...strange],
    // Or it is cut off before all of it was read.
    oversized: [413, 0],
  };
  const wrong = new Map<string, string>();
  const kinds = new Set<string>();
  let spoilt = 0;
  let n = 0;
  const next = () => {
    if (spoilt >= wanted) return undefined;
    const shot = aim(target, mutator, ++n);
    if (shot.isSpoilt) spoilt += 1;
    return shot;
  };
  await volley(url, next, (status, { kind, body }) => {
    kinds.add(kind);
    if (allowed[kind]?.includes(status)) return;
    wrong.set(`${status} to ${kind}`, body.toString('utf8', 0, 400));
  });
  expect(Object.fromEntries(wrong), told).toEqual({});
  expect([...kinds].sort(), told).toEqual(Object.keys(allowed).sort());
  expect(spoilt).toBe(wanted);
}

/** The messages that are stored of a channel, every one as the doors of delivery want it; in any order. */
export async function storedIn({ pool }: Database, channel: string): Promise<Inbound[]> {
  const { rows } = await pool.query<{
    channel: string;
    event_id: string;
    person: string;
    known: string;
    payload: Payload;
  }>(
    `SELECT i.channel, i.event_id, i.person, c.person AS known, i.payload
       FROM inbox i JOIN conversation c ON c.id = i.conversation_id AND c.channel = i.channel
      WHERE i.status = 'unread' AND i.attempts = 0 AND i.error IS NULL AND i.hint IS NULL
      ORDER BY md5(i.event_id)`,
  );
  const messages = rows.map(({ event_id: eventId, known, payload, ...row }) => {
    const { error, data } = Inbound.safeParse(fromPayload({ ...row, eventId }, payload));
    if (error !== undefined) throw error;
    const again = JSON.parse(JSON.stringify(toPayload(data)));
    const isSame =
      row.channel === channel && row.person === known && isDeepStrictEqual(again, payload);
    // There are many, and the matchers take their time.
    if (!isSame) expect({ ...row, payload: again }).toEqual({ channel, person: known, payload });
    return data;
  });
  const { rowCount } = await pool.query('SELECT FROM inbox');
  expect(rowCount).toBe(messages.length);
  return messages;
}

/** Messages go through the real service's turns; what it then sends may reach nobody. */
export async function takeTurns(
  messages: readonly Inbound[],
  channels: Partial<ChannelSettings>,
): Promise<void> {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { pool } = database;
  const inbox = createInbox({ pool, log: testLog });
  await Promise.all(messages.map((message) => inbox.accept(message)));
  await inbox.close();
  // So that none is left to the staff.
  const env = { PUBLIC_URL: 'https://tro-ly.example.vn', SHARED_CHANNELS: 'none' };
  const house = await openHouse(database, channels, env);
  onTestFinished(() => house.stop());
  const read = async () => {
    const { rowCount } = await pool.query("SELECT FROM inbox WHERE status = 'unread'");
    expect(rowCount).toBe(0);
  };
  await vi.waitFor(read, { timeout: 30_000, interval: 100 });
  const bad = "SELECT payload, error FROM inbox WHERE status <> 'done' OR attempts > 0";
  expect((await pool.query(bad)).rows).toEqual([]);
  const { rows } = await pool.query<{ channel: string }>(
    `SELECT DISTINCT c.channel FROM message m JOIN conversation c ON c.id = m.conversation_id
      WHERE m.direction = 'out'`,
  );
  const answered = new Set(rows.map(({ channel }) => channel));
  expect(answered).toEqual(new Set(messages.map(({ channel }) => channel)));
}
