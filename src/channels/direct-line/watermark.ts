import { DirectLineError } from './error.ts';

/**
 * The number of the last activity a client has seen, as the opaque string it hands back. Absent and
 * empty mean that it has seen none and says nothing about it; what that calls for depends on the call.
 */
export function parseWatermark(given: unknown): number | undefined {
  if (given === undefined || given === '') return undefined;
  if (typeof given !== 'string' || !/^\d{1,9}$/.test(given)) {
    throw new DirectLineError(400, 'BadArgument', 'the watermark is not one of ours');
  }
  return Number(given);
}

export function toWatermark(number: number): string {
  return String(number);
}
