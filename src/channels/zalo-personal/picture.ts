import { inflateSync } from 'node:zlib';

/** A picture in two colours: whether the point in that row and column is dark. */
export interface Picture {
  width: number;
  height: number;
  isDark(x: number, y: number): boolean;
}

/** Values of a point by PNG's colour type: grey, red-green-blue, palette, both with opacity. */
const VALUES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Reads a PNG as it is used for codes: up to 8 bits a value, not interlaced. Throws for anything
 * else. https://www.w3.org/TR/png-3/
 */
export function readPicture(png: Buffer): Picture {
  const { IHDR, PLTE, IDAT } = chunksOf(png);
  if (IHDR === undefined || IDAT === undefined) throw new Error('no PNG');
  const [width, height] = [IHDR.readUInt32BE(0), IHDR.readUInt32BE(4)];
  const [depth, type, , , interlaced] = IHDR.subarray(8) as unknown as number[];
  const values = VALUES[type!];
  if (values === undefined || depth! > 8 || interlaced !== 0)
    throw new Error('a PNG of another kind');
  const lineBytes = Math.ceil((width * values * depth!) / 8);
  const lines = unfiltered(inflateSync(IDAT), lineBytes, height, Math.ceil((values * depth!) / 8));
  const most = 2 ** depth! - 1;

  function valueAt(i: number, y: number): number {
    const bit = i * depth!;
    return (lines[y * lineBytes + (bit >> 3)]! >> (8 - depth! - (bit & 7))) & most;
  }
  return {
    width,
    height,
    isDark(x, y) {
      const given = Array.from({ length: values }, (_, i) => valueAt(x * values + i, y));
      const [red, green = red, blue = red] =
        type === 3 ? (PLTE?.subarray(given[0]! * 3, given[0]! * 3 + 3) ?? []) : given;
      // Of what is see-through the white page is seen.
      const opacity = type === 4 ? given[1]! : type === 6 ? given[3]! : most;
      const brightest = type === 3 ? 255 : most;
      const sum = type === 4 ? red! * 3 : red! + green! + blue!;
      return opacity > most / 2 && sum < (brightest * 3) / 2;
    },
  };
}

function chunksOf(png: Buffer): Readonly<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for (let at = 8; at + 12 <= png.length; ) {
    const [length, name] = [png.readUInt32BE(at), png.toString('latin1', at + 4, at + 8)];
    const data = png.subarray(at + 8, at + 8 + length);
    found[name] = found[name] === undefined ? data : Buffer.concat([found[name], data]);
    at += 12 + length;
  }
  return found;
}

/** Each line begins with how its bytes were made of those on the left, above, and above left. */
function unfiltered(data: Buffer, lineBytes: number, height: number, step: number): Uint8Array {
  const lines = new Uint8Array(lineBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (lineBytes + 1)];
    for (let i = 0; i < lineBytes; i++) {
      const at = y * lineBytes + i;
      const left = i < step ? 0 : lines[at - step]!;
      const above = y === 0 ? 0 : lines[at - lineBytes]!;
      const corner = i < step || y === 0 ? 0 : lines[at - lineBytes - step]!;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter!];
      if (guess === undefined) throw new Error('a PNG with an unknown filter');
      lines[at] = data[y * (lineBytes + 1) + 1 + i]! + guess;
    }
  }
  return lines;
}

/** "Paeth": the one nearest to left + above - corner. */
function nearest(left: number, above: number, corner: number): number {
  const [a, b, c] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
  if (a! <= b! && a! <= c!) return left;
  return b! <= c! ? above : corner;
}
