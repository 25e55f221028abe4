import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { testDatabase } from '../support/database.ts';
import { type House, openHouse } from '../support/house.ts';
import { PLATFORMS, type Platform, type Reached } from './platforms.ts';

/** Where links of the service lead; nobody answers there. */
const PUBLIC_URL = 'https://tro-ly.example.vn';

/**
 * One service with these platforms on, each with its fake, for the tests of a file; to be called
 * once, at its top.
 */
export function reachOn(names: readonly string[]) {
  let database: Database;
  let house: House;
  const platforms = new Map<string, Platform>();

  beforeAll(async () => {
    database = await testDatabase();
    for (const [name, open] of PLATFORMS)
      if (names.includes(name)) platforms.set(name, await open());
    const channels = Object.assign({}, ...[...platforms.values()].map((one) => one.channels));
    house = await openHouse(database, channels, { PUBLIC_URL });
  });
  afterAll(async () => {
    await house?.stop();
    for (const platform of platforms.values()) await platform.close?.();
    await database.close();
  });

  return {
    platform: (name: string): Platform => platforms.get(name)!,
    reached: (): Reached => ({ ...house, publicUrl: PUBLIC_URL, database }),
  };
}
