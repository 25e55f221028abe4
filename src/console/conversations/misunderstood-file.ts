import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { textCell } from '../api/cell.ts';
import type { MisunderstoodGroup } from '../contract/misunderstood.ts';
import { figure } from '../web/format.ts';
import { common } from '../web/words/common.ts';
import { misunderstoodFileWords as words } from '../web/words/misunderstood-file.ts';
import { dayIn } from './day.ts';

const bold = (value: string) => ({ value, fontWeight: 'bold' as const });

/**
 * Groups as a sheet, in the order given; times are days in the programme's time zone. Above all it
 * says when it is of a demonstration, and when there are more groups (`total`) than it holds.
 */
export async function misunderstoodXlsx(
  groups: readonly MisunderstoodGroup[],
  { total, isDemo }: { total: number; isDemo: boolean },
): Promise<Buffer> {
  const head = [
    words.rank,
    words.count,
    words.notUnderstood,
    words.offeredChoices,
    words.examples,
    words.offered,
    words.lastAt,
  ].map(bold);
  const rows = groups.map((group, i) => [
    { value: i + 1, type: Number },
    { value: group.count, type: Number },
    { value: group.notUnderstood, type: Number },
    { value: group.count - group.notUnderstood, type: Number },
    lines(group.examples.map(({ text }) => text)),
    lines(group.offered.map(({ title, count }) => `${title} (${count})`)),
    {
      value: new Date(`${dayIn(new Date(group.lastAt))}T00:00:00Z`),
      type: Date,
      format: 'dd/mm/yyyy',
    },
  ]);
  const heads = [
    ...(isDemo ? [[bold(common.demo)]] : []),
    ...(total > groups.length ? [[bold(words.cut(figure(groups.length), figure(total)))]] : []),
    head,
  ];
  const sheet = [...heads, ...rows] as SheetData;
  const columns = [6, 12, 16, 16, 70, 50, 12].map((width) => ({ width }));
  return writeXlsxFile(sheet, {
    sheet: words.sheet,
    columns,
    stickyRowsCount: heads.length,
  }).toBuffer();
}

const lines = (given: readonly string[]) => ({
  ...textCell(given.join('\n')),
  wrap: true,
  alignVertical: 'top' as const,
});
