import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  zaloPersonalEnvironment,
  zaloPersonalSettings,
} from '../../../src/channels/zalo-personal/settings.ts';
import { personIn, threadOf } from '../../../src/channels/zalo-personal/thread.ts';
import { parseSettings } from '../../../src/settings.ts';

const Environment = z.object(zaloPersonalEnvironment);
const settings = (env: object) => zaloPersonalSettings(Environment.parse(env));

describe('settings', () => {
  test('off unless it is switched on', () => {
    expect(settings({})).toBeUndefined();
    expect(settings({ ZALO_PERSONAL: 'off', ZALO_PERSONAL_GROUPS: '1' })).toBeUndefined();
  });

  test('are read', () => {
    expect(settings({ ZALO_PERSONAL: 'on' })).toEqual({ groups: 'all', keys: [] });
    expect(
      settings({
        ZALO_PERSONAL: 'on',
        ZALO_PERSONAL_GROUPS: '123, 456',
        ZALO_PERSONAL_ROOT: 'http://127.0.0.1:8080/',
      }),
    ).toEqual({ groups: ['123', '456'], root: 'http://127.0.0.1:8080', keys: [] });
  });

  test.each([
    [{ ZALO_PERSONAL: 'yes' }],
    [{ ZALO_PERSONAL_GROUPS: 'nhóm 1' }],
    [{ ZALO_PERSONAL_ROOT: 'zalo.me' }],
  ])('refuse %j', (env) => {
    expect(Environment.safeParse(env).success).toBe(false);
  });

  test('a personal account is always shared', () => {
    const shared = (env: Record<string, string>) => parseSettings(env).channels.shared;
    expect(shared({ ZALO_PERSONAL: 'on', SHARED_CHANNELS: 'none' })).toEqual(['zalo-personal']);
    expect(shared({ SHARED_CHANNELS: 'none' })).toEqual([]);
  });
});

test('a person is named and found again', () => {
  for (const thread of [{ id: '12' }, { id: '12', member: '34' }]) {
    expect(threadOf(personIn(thread))).toEqual(thread);
  }
  expect(personIn({ id: '12', member: '34' })).toBe('g:12:34');
});
