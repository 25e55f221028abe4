import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Model } from './model.ts';

/**
 * Where a learned model is kept between starts. What is read may be stale, broken or missing: then
 * the model is learned again. Neither may throw.
 */
export interface ModelCache {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
}

/** To be raised with every change to how a model is learned, so that older ones are not used. */
const VERSION = 6;

/** The name of the model that comes of this content; of any other content it is another. */
export function modelKey(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([VERSION, content]))
    .digest('hex');
}

const Stored = z.strictObject({
  classes: z.int().positive(),
  /** Float32, little-endian, base64. */
  weights: z.base64(),
  fusion: z.array(z.number()).min(1),
  zones: z.strictObject({ answerFrom: z.number(), guessFrom: z.number() }),
});

/** A model as text. */
export function storeModel({ classifier, fusion, zones }: Model): string {
  const { classes, weights } = classifier;
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  return JSON.stringify({ classes, weights: bytes.toString('base64'), fusion, zones });
}

/** The model of such a text; undefined when it is none, or not one of `weights` numbers. */
export function restoreModel(text: string, weights: number): Model | undefined {
  let parsed: z.infer<typeof Stored>;
  try {
    parsed = Stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(Buffer.from(parsed.weights, 'base64'));
  if (bytes.byteLength !== weights * Float32Array.BYTES_PER_ELEMENT) return undefined;
  return {
    classifier: { classes: parsed.classes, weights: new Float32Array(bytes.buffer) },
    fusion: parsed.fusion,
    zones: parsed.zones,
  };
}
