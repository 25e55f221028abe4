import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inBlocks } from '../../../src/channels/zalo-personal/blocks.ts';
import { PROJECT_DIR } from '../../../src/project-dir.ts';
import { pictureOf, someModules } from './code-picture.ts';

/** What a telephone sees on the screen, without the light border, which must be there. */
function seen(drawn: string | undefined, border = 4): boolean[][] {
  const rows = drawn!.split('\n').flatMap((line) => {
    const [, shown = ''] = line.split(/m|.\[0m/);
    const halves = [...shown].map((one) => ' ▄▀█'.indexOf(one));
    return [halves.map((half) => half >= 2), halves.map((half) => half % 2 === 1)];
  });
  const size = rows[0]!.length - 2 * border;
  const inside = rows.slice(border, border + size).map((row) => row.slice(border, border + size));
  const dark = (all: boolean[][]) => all.flat().filter(Boolean).length;
  expect(dark(rows)).toBe(dark(inside));
  return inside;
}

test.each([
  ['white', 0],
  ['white', 2],
  ['white', 6],
  ['nothing', 4],
  ['nothing', 6],
] as const)('a code on %s, of colour type %i, is drawn as it is', (light, colorType) => {
  const modules = someModules();
  expect(seen(inBlocks(pictureOf(modules, { light, colorType })))).toEqual(modules);
});

test.each([
  { size: 21, scale: 1, margin: 0 },
  { size: 37, scale: 3, margin: 2 },
  { size: 177, scale: 2, margin: 4 },
])('of whatever size: %j', ({ size, ...how }) => {
  expect(seen(inBlocks(pictureOf(someModules(size), how)))).toEqual(someModules(size));
});

test.each([
  ['another picture', readFileSync(`${PROJECT_DIR}docs/chat.png`)],
  ['nothing dark', pictureOf([[false]])],
  ['no code', pictureOf([[true]])],
  ['no picture', Buffer.from('89504e470d0a1a0a', 'hex')],
])('%s is not drawn', (_, picture) => {
  expect(inBlocks(picture)).toBeUndefined();
});
