import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';

// Zalo's side of what zca-js encrypts and decrypts (its dist/utils.js). With initialisation vectors
// of zeros and keys sent along, it hides things from onlookers and is no security.

const ZEROS = Buffer.alloc(16);

/** The key of a login request, out of what the request itself says (`ParamsEncryptor`). */
export function loginKey(zcid: string, zcidExt: string): Buffer {
  const hash = createHash('md5').update(zcidExt).digest('hex').toUpperCase();
  const every = (text: string, rest: number) => [...text].filter((_, i) => i % 2 === rest);
  const odd = every(zcid, 1).reverse();
  const parts = [every(hash, 0).slice(0, 8), every(zcid, 0).slice(0, 12), odd.slice(0, 12)];
  return Buffer.from(parts.flat().join(''));
}

/** AES-CBC by the key's length, base64. */
export function encrypt(key: Buffer, text: string): string {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
}

export function decrypt(key: Buffer, text: string): string {
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  return cipher.update(text, 'base64', 'utf8') + cipher.final('utf8');
}

/** What stands in a frame of the socket, in one of the four ways there are. */
export function sealEvent(encrypt: 0 | 1 | 2 | 3, key: Buffer, content: unknown) {
  const text = JSON.stringify(content);
  if (encrypt === 0) return { encrypt, data: text };
  if (encrypt === 1) return { encrypt, data: deflateSync(text).toString('base64') };
  const [iv, extra] = [randomBytes(16), randomBytes(16)];
  const cipher = createCipheriv('aes-128-gcm', key, iv).setAAD(extra);
  const plain = encrypt === 2 ? deflateSync(text) : Buffer.from(text);
  const body = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  const data = encodeURIComponent(Buffer.concat([iv, extra, ...body]).toString('base64'));
  return { encrypt, data };
}

/** A frame of the socket: four bytes of what it is, and JSON. */
export function frame(cmd: number, subCmd: number, content: unknown): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(1, 0);
  head.writeUInt16LE(cmd, 1);
  head.writeInt8(subCmd, 3);
  return Buffer.concat([head, Buffer.from(JSON.stringify(content))]);
}

/** The frame's command. */
export function commandOf(data: Buffer): number {
  return data.readUInt16LE(1);
}
