import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createDoor } from '../../../src/channels/door.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import { createInbox } from '../../../src/delivery/inbox.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { testDatabase, testLog } from '../../support/database.ts';
import { createMutator, type Mutator } from '../../support/mutate.ts';
import { fuzz, newSeed, storedIn, type Target, takeTurns } from '../fuzz.ts';
import { published } from './activity-schema.ts';
import { json, type Opened, type Page, SECRET, startEndpoint } from './endpoint.ts';

// The same as for the webhooks, 20,000 in all: it is by this way that Smart-HaiPhong comes in.

/** Some of the messages that were stored. */
const kept: Inbound[] = [];

const CONVERSATIONS = '/v3/directline/conversations';
const PEOPLE = 500;
const BOUNDARY = '----form-boundary-42';

function body(n: number, { pick }: Mutator) {
  const text = 'Có miễn phí thật không?';
  const channelData = { clientActivityID: `k${n}`, postBack: true };
  const content = pick([
    { type: 'message', text, channelData, textFormat: 'plain', locale: 'vi-VN' },
    { type: 'message', text: 'Có', value: { payload: 'flow:menu' } },
    { type: 'message', text, channelData: { messageBack: { displayText: 'Có' }, payload: 'a' } },
    { type: 'message', attachments: [{ contentType: 'image/png', contentUrl: 'u', name: 'a' }] },
    { type: 'event', name: 'start', value: { source: 'HP-7K2Q' } },
    { type: 'typing' },
  ]);
  // One of those ends the conversation.
  const given = n % 1000 === 0 ? { type: 'endOfConversation', code: 'completedSuccessfully' } : {};
  return { from: { id: `dl_${n % PEOPLE}`, name: 'Lan' }, ...content, ...given };
}

/** The activity in a form, with a file or two beside it. */
function form(activity: Buffer, { dice, pick }: Mutator): Buffer {
  const file = () =>
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${pick(['a.png', '', 'ả"nh'])}"\r\n` +
        `Content-Type: ${pick(['image/png', 'audio/ogg; x=1', 'x'.repeat(300), ''])}\r\n\r\n${pick(['', 'abc', '\r\n--'])}\r\n`,
    );
  const head = `--${BOUNDARY}\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n`;
  const parts = [Buffer.concat([Buffer.from(head), activity, Buffer.from('\r\n')])];
  for (let i = dice(3); i > 0; i--) parts.splice(dice(2), 0, file());
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

type Way = Pick<Target, 'wrapped'> & { end: string; type: string; spoilt: number };

const WAYS: [string, Way][] = [
  ['activities', { end: 'activities', type: 'application/json', spoilt: 15_000 }],
  [
    'uploads',
    {
      end: 'upload',
      type: `multipart/form-data; boundary="${BOUNDARY}"`,
      spoilt: 5000,
      wrapped: form,
    },
  ],
];

test.each(WAYS)('spoilt %s', { timeout: 120_000 }, async (_, { end, type, ...rest }) => {
  const { seed, told } = newSeed();
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const inbox = createInbox({ pool: database.pool, log: testLog });
  onTestFinished(() => inbox.close());
  const accept = createDoor({
    accept: inbox.accept,
    metrics: createMetrics(),
    now: () => new Date(),
    sourceCode: loadChannelWords().sourceCode,
    perMinute: 1_000_000,
  });
  const errors: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  const endpoint = await startEndpoint(database, { accept, log, postsPerMinute: 1_000_000 });
  const begun = Array.from({ length: PEOPLE }, async () =>
    json<Opened>(await endpoint.call('POST', CONVERSATIONS, SECRET)),
  );
  const ids = (await Promise.all(begun)).map(({ conversationId }) => conversationId);
  const target: Target = {
    ...rest,
    path: (n) => `${CONVERSATIONS}/${ids[n % PEOPLE]}/${end}`,
    body,
    signed: () => ({ Authorization: `Bearer ${SECRET}`, 'Content-Type': type }),
    // What is no JSON is refused before it is asked who says so; 409: the conversation was ended by
    // what was posted before.
    refusals: { unsigned: [401, 400], malformed: 400, strange: [400, 409] },
  };
  await fuzz(endpoint.url, target, createMutator(seed), told);
  expect(errors, told).toEqual([]);

  const messages = await storedIn(database, 'web');
  expect(messages.length, told).toBeGreaterThan(rest.spoilt / 20);
  let shown = 0;
  for (const id of ids) {
    const page = await json<Page>(
      await endpoint.call('GET', `${CONVERSATIONS}/${id}/activities`, SECRET),
    );
    shown += published<Page>('ActivitySet', page).activities.length;
  }
  expect(shown, told).toBeGreaterThan(messages.length / 2);
  kept.push(...messages.slice(0, 100));
});

test('what came of it goes through the turns', { timeout: 60_000 }, async () => {
  await takeTurns(kept, {});
});
