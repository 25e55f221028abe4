import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { linkToken, openLink } from '../../src/outreach/links.ts';
import { message } from '../delivery/echo.ts';
import { startPipeline } from '../delivery/pipeline.ts';
import { testDatabase } from '../support/database.ts';

const HOSTS = ['example.vn'];
let database: Database;
let token: string;

beforeAll(async () => {
  database = await testDatabase();
  const pipeline = await startPipeline(database);
  await pipeline.accept({ ...message('ann', 'e1', 'link'), source: 'qr-7' });
  await vi.waitFor(() => expect(pipeline.taken).toHaveLength(1), 5000);
  await pipeline.stop();
  const { link } = pipeline.taken[0]!.reply;
  expect(link).toMatchObject({ name: 'site', label: 'Open', host: 'example.vn' });
  expect(link!.url).toMatch(/^http:\/\/localhost:3000\/r\/[A-Za-z0-9_-]{22}$/);
  token = link!.url.split('/').at(-1)!;
});
afterAll(() => database.close());

async function openings(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `SELECT day::text, channel, source, link, conversation_id IS NOT NULL AS known
       FROM event WHERE type = 'link-opened' ORDER BY id`,
  );
  return rows;
}

describe('a tracked link', () => {
  test('leads to its address; only openings that count are recorded, the first one on the link', async () => {
    const open = (counts: boolean, at: string) =>
      openLink(database.pool, token, counts, HOSTS, new Date(at));
    expect(await open(false, '2026-11-22T01:00:00Z')).toBe('https://example.vn/a');
    expect(await openings()).toEqual([]);
    expect(await open(true, '2026-11-22T16:59:59Z')).toBe('https://example.vn/a');
    expect(await open(true, '2026-11-22T17:00:00Z')).toBe('https://example.vn/a');

    const opening = { channel: 'test', source: 'qr-7', link: 'site', known: true };
    expect(await openings()).toEqual([
      { day: '2026-11-22', ...opening },
      { day: '2026-11-23', ...opening },
    ]);
    const link = await database.prisma.trackedLink.findUniqueOrThrow({ where: { token } });
    expect(link.openedAt).toEqual(new Date('2026-11-22T16:59:59Z'));
  });

  test.each([
    ['unknown', () => linkToken(), HOSTS],
    ['no token at all', () => "x' OR 1=1 --", HOSTS],
    ['not on the allow-list', () => token, ['tenmien.vn']],
    ['on the list only in part', () => token, ['vn', 'a.example.vn']],
  ])('that is %s leads nowhere', async (_, ofToken, hosts) => {
    const before = await openings();
    expect(await openLink(database.pool, ofToken(), true, hosts, new Date())).toBeUndefined();
    expect(await openings()).toEqual(before);
  });
});
