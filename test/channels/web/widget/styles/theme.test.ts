import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../../../src/project-dir.ts';

const css = readFileSync(join(PROJECT_DIR, 'src/channels/web/widget/styles/theme.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

/** The colours of a part of the style sheet, by name. */
function colours(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG 2: contrast of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Text on its ground: 4.5 by WCAG AA. */
const TEXT = [
  ['ink', 'paper'],
  ['ink', 'wash'],
  ['ink', 'sea-wash'],
  ['soft', 'paper'],
  ['soft', 'wash'],
  ['sea', 'paper'],
  ['sea', 'wash'],
  ['sea', 'sea-wash'],
  ['sea-ink', 'sea'],
  ['alarm', 'paper'],
  ['alarm', 'alarm-wash'],
] as const;

/** Edges of controls and the focus: 3 by WCAG AA. */
const EDGES = [
  ['edge', 'paper'],
  ['sea', 'paper'],
  ['focus', 'paper'],
  ['focus', 'wash'],
] as const;

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('%s', (_name, palette) => {
  test.each(TEXT)('%s can be read on %s', (ink, ground) => {
    expect(contrast(palette[ink]!, palette[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGES)('%s can be seen on %s', (edge, ground) => {
    expect(contrast(palette[edge]!, palette[ground]!)).toBeGreaterThanOrEqual(3);
  });
});
