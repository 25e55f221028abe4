import type { Taken } from './asked.ts';

/** A page is to be there within this; for 19 of 20 requests, too. Milliseconds. */
const LIMIT_MS = 300;

const isOver = ({ median, p95 }: Taken) => Math.max(median, p95) > LIMIT_MS;

/** What was measured as lines to print, and whether all that is judged kept within the limit. Files are not judged. */
export function report(taken: readonly Taken[]): { lines: string[]; isGood: boolean } {
  const width = Math.max(...taken.map((one) => nameOf(one).length));
  const line = (name: string, times: Pick<Taken, 'median' | 'p95' | 'worst'>, note = '') => {
    const cells = [times.median, times.p95, times.worst].map((ms) => ms.toFixed(0).padStart(9));
    return `${name.padEnd(width)}${cells.join('')}${note}`;
  };
  const head = (title: string) => ['', `${title.padEnd(width)} median ms   p95 ms worst ms`];
  const judged = taken.filter(({ isFile }) => !isFile);
  const pages = [...Map.groupBy(judged, ({ page }) => page)].map(([page, some]) => {
    const most = (which: 'median' | 'p95' | 'worst') => Math.max(...some.map((one) => one[which]));
    const times = { median: most('median'), p95: most('p95'), worst: most('worst') };
    return line(`${page} (${some.length})`, times);
  });
  const over = judged.filter(isOver).length;
  return {
    isGood: over === 0,
    lines: [
      ...head('request'),
      ...judged.map((one) => line(nameOf(one), one, isOver(one) ? '  over the limit' : '')),
      ...head('file, which is not judged'),
      ...taken.filter(({ isFile }) => isFile).map((one) => line(nameOf(one), one)),
      ...head('the highest of each page'),
      ...pages,
      '',
      `${judged.length} requests, of which ${over} have a median or a p95 over ${LIMIT_MS} ms`,
    ],
  };
}

const nameOf = ({ page, name }: Taken) => `${page}: ${name}`;
