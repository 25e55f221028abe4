import { type ColorType, PNG } from 'pngjs';

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

/** How a picture's light points are kept: white, or see-through. */
export type Light = 'white' | 'nothing';

/** A PNG of these modules, `scale` points each with `margin` of them around. */
export function pictureOf(
  modules: boolean[][],
  { light = 'white' as Light, colorType = 6 as ColorType, scale = 5, margin = 4 } = {},
): Buffer {
  const side = (modules.length + 2 * margin) * scale;
  const png = new PNG({ width: side, height: side });
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)].map((i) => Math.floor(i / scale) - margin);
    const paper = light === 'white' ? [255, 255, 255, 255] : [0, 0, 0, 0];
    png.data.set(modules[y!]?.[x!] === true ? [0, 104, 151, 255] : paper, at * 4);
  }
  return PNG.sync.write(png, { colorType });
}
