import { createHmac } from 'node:crypto';

/**
 * Who an event belongs to without saying who that is: a keyed hash of channel and person, as the
 * decimal digits of a signed 64-bit number. The same person on two channels is two accounts, which
 * is why figures across channels are called "lượt tài khoản" and never people.
 *
 * The key is a secret of the database; without it nobody can find out whether a person is among the
 * accounts. With erasure the number gives way to a random one (src/privacy/erase.ts), so that what
 * was counted stays counted and leads to nobody.
 */
export type AccountOf = (channel: string, person: string) => string;

/** Hashes by a key. */
export function accountBy(key: string): AccountOf {
  return (channel, person) =>
    createHmac('sha256', key).update(`${channel}\0${person}`).digest().readBigInt64BE().toString();
}
