import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

/** A built file in memory, as it is sent. */
export interface Asset {
  type: string;
  plain: Buffer;
  gzip: Buffer;
  /** Beginning of the content's SHA-256, for addresses that may be cached for ever. */
  hash: string;
}

/** Reads a built file. Throws an error that says how to build it when it is not there. */
export function readAsset(path: string, type: string): Asset {
  let plain: Buffer;
  try {
    plain = readFileSync(path);
  } catch (error) {
    throw new Error(`The built file ${path} cannot be read. Build it with: npm run build`, {
      cause: error,
    });
  }
  return { type, plain, gzip: gzipSync(plain, { level: 9 }), hash: hashOf(plain) };
}

/** As {@link readAsset}, without holding up everything else meanwhile. */
export async function readLargeAsset(path: string, type: string): Promise<Asset> {
  const plain = await readFile(path);
  return { type, plain, gzip: await promisify(gzip)(plain, { level: 9 }), hash: hashOf(plain) };
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/**
 * Sends a file to any page anywhere. Asked for with its hash (`?v=…`) it may be kept for ever;
 * without, as in the script tags of other sites, it is checked by ETag at every visit, so that a new
 * release reaches them at once.
 */
export function sendAsset(asset: Asset): RequestHandler {
  return (req, res) => {
    const isExact = req.query.v === asset.hash;
    const isZipped = req.acceptsEncodings('gzip') === 'gzip';
    res.set({
      'Content-Type': asset.type,
      'Cache-Control': isExact ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: `"${asset.hash}${isZipped ? '-gz' : ''}"`,
      Vary: 'Accept-Encoding',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ...(isZipped && { 'Content-Encoding': 'gzip' }),
    });
    res.send(isZipped ? asset.gzip : asset.plain);
  };
}
