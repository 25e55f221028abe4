import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkChannels } from '../../src/check-channels.ts';
import type { Database } from '../../src/database/open.ts';
import { loadChannelWords } from '../../src/load.ts';
import { parseSettings } from '../../src/settings.ts';
import { testDatabase } from '../support/database.ts';
import { type House, openHouse } from '../support/house.ts';
import { forgotten, paged } from './pager/platform.ts';

// All that is done to add a platform: its folder, and a line in the registry.
vi.mock(import('../../src/channels/registry.ts'), async (load) => {
  const { PLATFORMS } = await load();
  const { pager } = await import('./pager/platform.ts');
  return { PLATFORMS: [...PLATFORMS, pager] as unknown as typeof PLATFORMS };
});

const env = { PAGER_SECRET: 'a secret of pagers' };

describe('its settings', () => {
  const channels = (given: Record<string, string>) => parseSettings(given).channels;

  test('are read out of its own variables', () => {
    expect(channels({})).not.toHaveProperty('pager');
    expect(channels(env)).toMatchObject({ pager: { secret: env.PAGER_SECRET } });
    expect(() => channels({ PAGER_SECRET: 'short' })).toThrow(
      'PAGER_SECRET: found a secret of another form, allowed at least 16 characters',
    );
  });

  test('say whether staff answer there, too', () => {
    expect(channels({}).shared).toContain('pager');
    expect(channels({ SHARED_CHANNELS: 'zalo' }).shared).toEqual(['zalo']);
    expect(channels({ SHARED_CHANNELS: 'pager' }).shared).toEqual(['pager']);
  });
});

describe('in the house', () => {
  let database: Database;
  let house: House;

  beforeAll(async () => {
    database = await testDatabase();
    house = await openHouse(database, {}, env);
  });
  afterAll(async () => {
    await house.stop();
    await database.close();
  });

  async function say(person: string, text: string): Promise<number> {
    const { status } = await fetch(`${house.url}/webhooks/pager`, {
      method: 'POST',
      headers: { 'X-Pager': env.PAGER_SECRET },
      body: JSON.stringify({ id: randomUUID(), person, text }),
    });
    return status;
  }

  const shown = (person: string) =>
    paged.filter((page) => page.person === person).map(({ text }) => text);
  const hears = (person: string, text: string) =>
    vi.waitFor(() => expect(shown(person).join(' ')).toContain(text), 10_000);

  test('it answers, within what a pager shows, and forgets', { timeout: 40_000 }, async () => {
    expect(await say('ann', 'bao giờ thu rác')).toBe(200);
    await say('ann', 'có miễn phí thật không, id.vn ấy');
    await hears('ann', 'Miễn phí thật');
    expect(shown('ann').length).toBeGreaterThan(1);
    expect(Math.max(...shown('ann').map(({ length }) => length))).toBeLessThanOrEqual(160);
    const { rows } = await database.pool.query(
      `SELECT ending FROM message WHERE direction = 'in' ORDER BY seq`,
    );
    expect(rows.map(({ ending }) => ending)).toEqual(['silent', 'answered']);

    await say('ann', 'xóa dữ liệu của tôi');
    await hears('ann', 'có muốn xóa không?');
    await say('ann', 'Xóa');
    await hears('ann', 'đã xóa tin nhắn và câu trả lời');
    expect(forgotten).toEqual(['ann']);
  });

  test('where others read along it asks for nothing personal', async () => {
    await say('all:fire-brigade', 'kiểm tra id.vn');
    await hears('all:fire-brigade', loadChannelWords().privately.slice(0, 60));
  });

  test('an operator checks it, and logs in', async () => {
    const out: string[] = [];
    const ask = (...args: string[]) =>
      checkChannels(args, house.settings, (line) => void out.push(line));
    expect(await ask()).toBe(0);
    expect(out).toContain('pager: ok, the aerial is up');
    expect(await ask('pager', 'login')).toBe(0);
    expect(out.slice(-2)).toEqual(['pager: a secret of 18 characters', 'pager: ok, logged in']);
  });
});
