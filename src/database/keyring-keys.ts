import { z } from 'zod';

/** A key of the ring. */
export interface KeyringKey {
  /** Stands beside what the key sealed: `2026-11`. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

const ALLOWED =
  'name:key, 32 random bytes in base64 after a name of letters, digits and "-" other than generated; older keys behind it, by commas';

/** `ENCRYPTION_KEY`: one key, or several by commas, the newest first. See `createKeyring`. */
export const EncryptionKeys = z
  .string()
  .transform((text, context): KeyringKey[] => {
    const keys = text.split(',').flatMap((part) => read(part.trim()) ?? []);
    const whole = keys.length === text.split(',').length;
    if (whole && new Set(keys.map(({ id }) => id)).size === keys.length) return keys;
    context.addIssue({ code: 'custom', message: ALLOWED });
    return z.NEVER;
  })
  .default([]);

function read(part: string): KeyringKey | undefined {
  const [, id, base64] = /^([A-Za-z0-9-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(part) ?? [];
  if (id === undefined || id === 'generated') return undefined;
  return { id, key: Buffer.from(base64!, 'base64') };
}
