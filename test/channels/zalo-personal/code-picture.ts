import { crc32, deflateSync } from 'node:zlib';

/** PNG's colour types, and the dark and the light value of each in whole bytes. */
const KINDS = {
  grey: { type: 0, dark: [0], light: [255] },
  colours: { type: 2, dark: [0, 104, 255 - 104], light: [255, 255, 255] },
  palette: { type: 3, dark: [1], light: [0] },
  'grey on nothing': { type: 4, dark: [20, 255], light: [0, 0] },
  'colours on nothing': { type: 6, dark: [0, 0, 0, 255], light: [0, 0, 0, 0] },
} as const;

export type Kind = keyof typeof KINDS | 'one bit';

/** The modules of something that looks like a QR code of 25 modules; true where dark. */
export function someModules(size = 25): boolean[][] {
  const square = (x: number, y: number) => {
    const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return ring === 3 || ring <= 1;
  };
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const [right, low] = [x - size + 7, y - size + 7];
      if (x < 8 && y < 8) return square(x, y);
      if (x >= size - 8 && y < 8) return square(right, y);
      if (x < 8 && y >= size - 8) return square(x, low);
      return (x * 7 + y * 5 + x * y) % 3 === 0;
    }),
  );
}

/** A PNG of these modules, `scale` points each with `margin` of them around, each line by another filter. */
export function pictureOf(
  modules: boolean[][],
  { kind = 'grey' as Kind, scale = 5, margin = 4 } = {},
): Buffer {
  const side = (modules.length + 2 * margin) * scale;
  const isDark = (x: number, y: number) =>
    modules[Math.floor(y / scale) - margin]?.[Math.floor(x / scale) - margin] === true;
  const range = Array.from({ length: side }, (_, i) => i);
  const lines = range.map((y) =>
    kind === 'one bit'
      ? bits(range.map((x) => !isDark(x, y)))
      : range.flatMap((x): readonly number[] => KINDS[kind][isDark(x, y) ? 'dark' : 'light']),
  );
  const step = kind === 'one bit' ? 1 : KINDS[kind].dark.length;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = kind === 'one bit' ? 1 : 8;
  header[9] = kind === 'one bit' ? 0 : KINDS[kind].type;
  const data = deflateSync(
    Buffer.concat(lines.map((line, y) => filtered(line, lines[y - 1], y % 5, step))),
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([255, 255, 255, 20, 20, 60])),
    chunk('IDAT', data.subarray(0, 50)),
    chunk('IDAT', data.subarray(50)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function bits(values: boolean[]): number[] {
  return Array.from({ length: Math.ceil(values.length / 8) }, (_, i) =>
    values
      .slice(i * 8, i * 8 + 8)
      .reduce((byte, value, bit) => byte | (Number(value) << (7 - bit)), 0),
  );
}

/** One line as the PNG specification's filters write it. */
function filtered(line: number[], above: number[] = [], filter: number, step: number): Buffer {
  const bytes = line.map((value, i) => {
    const [a, b, c] = [line[i - step] ?? 0, above[i] ?? 0, above[i - step] ?? 0];
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    return value - [0, a, b, Math.floor((a + b) / 2), paeth][filter]!;
  });
  return Buffer.from([filter, ...bytes]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
