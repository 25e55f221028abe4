import { expect, test } from 'vitest';
import { accountBy } from '../../src/outreach/account.ts';

test('an account is the same for the same person on the same channel, under the same key', () => {
  const accountOf = accountBy('key');
  expect(accountOf('zalo', '123')).toBe(accountOf('zalo', '123'));
  const others = [
    accountOf('telegram', '123'),
    accountOf('zalo', '124'),
    accountBy('other key')('zalo', '123'),
    // The border between channel and person counts too.
    accountOf('zalo1', '23'),
  ];
  expect(new Set([accountOf('zalo', '123'), ...others]).size).toBe(5);
});

test('it fits a signed 64-bit column', () => {
  const accountOf = accountBy('key');
  for (let i = 0; i < 100; i++) {
    const account = BigInt(accountOf('web', String(i)));
    expect(BigInt.asIntN(64, account)).toBe(account);
  }
});
