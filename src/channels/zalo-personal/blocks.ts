import { PNG } from 'pngjs';

/** Light modules around the code, without which it is not found; the standard wants 4. */
const QUIET = 4;

/** Black on white, whatever the terminal's own colours are. */
const COLOURS = '\u001B[30;107m';
const PLAIN = '\u001B[0m';

/** By whether the upper and the lower half is dark. */
const HALVES = [' ', '▄', '▀', '█'];

/**
 * A QR code's picture as lines for a terminal, two modules of a column in each character. Undefined
 * when it is none that can be read so (rounded modules, a frame); then there is still the picture.
 */
export function inBlocks(png: Buffer): string | undefined {
  let modules: boolean[][] | undefined;
  try {
    modules = modulesIn(PNG.sync.read(png));
  } catch {
    return undefined;
  }
  if (modules === undefined) return undefined;
  const size = modules.length;
  const isDark = (x: number, y: number) => modules[y]?.[x] === true;
  const lines: string[] = [];
  for (let y = -QUIET; y < size + QUIET; y += 2) {
    const line = Array.from({ length: size + 2 * QUIET }, (_, i) => {
      const x = i - QUIET;
      return HALVES[(isDark(x, y) ? 2 : 0) + (isDark(x, y + 1) ? 1 : 0)];
    });
    lines.push(`${COLOURS}${line.join('')}${PLAIN}`);
  }
  return lines.join('\n');
}

/** The code's modules, true where dark: the square in its top left corner is seven of them wide. */
function modulesIn({ width, height, data }: PNG): boolean[][] | undefined {
  // Red, green, blue and opacity, a byte each; where it is see-through, the white page is seen.
  const isDark = (x: number, y: number) => {
    const [red, green, blue, opacity] = data.subarray((y * width + x) * 4);
    return opacity! > 127 && red! + green! + blue! < 383;
  };
  const columns = range(width).filter((x) => range(height).some((y) => isDark(x, y)));
  const rows = range(height).filter((y) => range(width).some((x) => isDark(x, y)));
  const [left, right, top, bottom] = [columns[0], columns.at(-1), rows[0], rows.at(-1)];
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) {
    return undefined;
  }
  let end = left;
  while (end <= right && isDark(end, top)) end++;
  const side = right - left + 1;
  const count = Math.round(side / ((end - left) / 7));
  const step = side / count;
  // 21, 25, … 177 modules.
  const isCode = count >= 21 && count <= 177 && count % 4 === 1;
  if (!isCode || Math.abs(bottom - top + 1 - side) > step / 2) return undefined;
  const middle = (from: number, i: number) => Math.floor(from + (i + 0.5) * step);
  return range(count).map((y) => range(count).map((x) => isDark(middle(left, x), middle(top, y))));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
