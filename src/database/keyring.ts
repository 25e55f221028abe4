import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { KeyringKey } from './keyring-keys.ts';

/**
 * Encrypts what the project must be able to read again: tokens and sessions of platforms. One for
 * the whole project. What is sealed is bound to its place: a value copied to another row or column
 * does not open there.
 */
export interface Keyring {
  /** `v1.<key id>.<nonce>.<ciphertext and tag>`, all base64url. `place`: `zalo_token.pair/<app id>`. */
  seal(text: string, place: string): Promise<string>;
  /** The text again. Throws {@link KeyringError}. */
  open(sealed: string, place: string): Promise<string>;
  /** False: it was sealed with an older key, and should be sealed anew when it is next written. */
  isCurrent(sealed: string): boolean;
}

/** What was sealed cannot be opened: its key is gone, or it was changed. Holds nothing of it. */
export class KeyringError extends Error {
  override name = 'KeyringError';
}

/** Id of the key that nobody set. */
const GENERATED = 'generated';

const SEALED = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

/** Bytes of an AES-GCM nonce and tag. */
const NONCE = 12;
const TAG = 16;

/**
 * A ring of the keys in the settings: the first seals, all open. To rotate, put a new key in front;
 * take the old one away once nothing is sealed with it (each owner seals anew when it reads).
 *
 * `generated` gives the secret that was made when nobody set one ({@link secret}). It seals only
 * while the settings have no key, and it always opens, so that a key may be set later. It lies in
 * the same database as what it seals: it keeps a token out of a log or a partial dump; only a key
 * in the settings keeps it from who has the whole database.
 */
export function createKeyring(
  keys: readonly KeyringKey[],
  generated: () => Promise<string>,
): Keyring {
  const sealing = keys[0]?.id ?? GENERATED;
  let made: Promise<Buffer> | undefined;

  async function keyOf(id: string): Promise<Buffer> {
    const given = keys.find((key) => key.id === id);
    if (given !== undefined) return given.key;
    if (id !== GENERATED) throw new KeyringError(`there is no key "${id}" in ENCRYPTION_KEY`);
    made ??= generated().then((text) => createHash('sha256').update(text).digest());
    made.catch(() => {
      made = undefined;
    });
    return made;
  }

  return {
    async seal(text, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(sealing), nonce);
      cipher.setAAD(bound(sealing, place));
      const body = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return ['v1', sealing, nonce.toString('base64url'), joined(body)].join('.');
    },

    async open(sealed, place) {
      const [, id, nonce, body] = SEALED.exec(sealed) ?? [];
      if (id === undefined) throw new KeyringError('this was not sealed by the key ring');
      const key = await keyOf(id);
      const bytes = Buffer.from(body!, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce!, 'base64url'), {
          authTagLength: TAG,
        });
        decipher.setAAD(bound(id, place));
        decipher.setAuthTag(bytes.subarray(-TAG));
        const text = [decipher.update(bytes.subarray(0, -TAG)), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        throw new KeyringError(`what key "${id}" sealed was changed, or the key is another one`);
      }
    },

    isCurrent: (sealed) => sealed.startsWith(`v1.${sealing}.`),
  };
}

function bound(id: string, place: string): Buffer {
  return Buffer.from(`v1.${id} ${place}`);
}

function joined(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('base64url');
}
