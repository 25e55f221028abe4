import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { createKeyring, KeyringError } from '../../src/database/keyring.ts';
import { EncryptionKeys } from '../../src/database/keyring-keys.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const none = () => Promise.reject(new Error('not asked for'));
const PLACE = 'table.column/row';

describe('a key ring', () => {
  test('opens what it sealed, and never seals the same twice alike', async () => {
    const ring = createKeyring([key('a')], none);
    const texts = ['', 'token', 'Hải Phòng '.repeat(500)];
    for (const text of texts)
      expect(await ring.open(await ring.seal(text, PLACE), PLACE)).toBe(text);
    expect(await ring.seal('token', PLACE)).not.toBe(await ring.seal('token', PLACE));
    expect(await ring.seal('token', PLACE)).toMatch(/^v1\.a\./);
  });

  test('opens nothing that was changed or moved', async () => {
    const ring = createKeyring([key('a'), key('b')], none);
    const sealed = await ring.seal('token', PLACE);
    const refuse = (text: string, place = PLACE) =>
      expect(ring.open(text, place)).rejects.toThrow(KeyringError);
    await refuse(sealed, 'table.column/other');
    await refuse(sealed.replace('v1.a.', 'v1.b.'));
    await refuse(sealed.replace('v1.a.', 'v1.c.'));
    await refuse(sealed.slice(0, -4));
    await refuse('token');
    for (const at of [6, 20, 25, sealed.length - 3]) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      await refuse(sealed.slice(0, at) + other + sealed.slice(at + 1));
    }
  });

  test('rotates: the first seals, all open, the generated one too', async () => {
    const generated = vi.fn(async () => 'secret');
    const [a, b] = [key('a'), key('b')];
    const rings = [[], [a], [b, a]].map((keys) => createKeyring(keys, generated));
    const sealed = await Promise.all(rings.map((ring) => ring.seal('token', PLACE)));
    const last = rings[2]!;
    for (const text of sealed) expect(await last.open(text, PLACE)).toBe('token');
    expect(sealed.map((text) => last.isCurrent(text))).toEqual([false, false, true]);
    await expect(createKeyring([b], generated).open(sealed[1]!, PLACE)).rejects.toThrow('"a"');
  });

  test('asks for the generated key again when the database was away', async () => {
    const generated = vi.fn(async () => 'secret').mockRejectedValueOnce(new Error('away'));
    const ring = createKeyring([], generated);
    await expect(ring.seal('token', PLACE)).rejects.toThrow('away');
    expect(await ring.open(await ring.seal('token', PLACE), PLACE)).toBe('token');
    expect(generated).toHaveBeenCalledTimes(2);
  });
});

describe('keys in the settings', () => {
  const base64 = randomBytes(32).toString('base64');

  test.each([
    [undefined, []],
    [`a:${base64}`, ['a']],
    [`2027:${base64}, 2026-11:${base64}`, ['2027', '2026-11']],
  ])('%s', (text, ids) => {
    expect(EncryptionKeys.parse(text).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    '',
    base64,
    `a:${base64},`,
    `a:${base64},a:${base64}`,
    `generated:${base64}`,
    'a:AAAA',
  ])('not %s', (text) => {
    expect(EncryptionKeys.safeParse(text).error?.issues[0]?.message).toContain('name:key');
  });
});
