import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { textCell } from '../../../src/console/api/cell.ts';
import { readWorkbook } from './workbook.ts';

async function written(text: string): Promise<string | number | undefined> {
  const file = await writeExcelFile([[textCell(text)]], { sheet: 'x' }).toBuffer();
  return readWorkbook(file).get('x')?.[0]?.[0];
}

test('words stay words, whatever they begin with', async () => {
  for (const text of ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(1)', 'a\nb\t<&>', 'Đỗ 😀']) {
    expect(await written(text)).toBe(text);
  }
});

test('what a workbook cannot hold is left out', async () => {
  expect(await written('a\u0000\u0001\b\u001b[0m\ufffe\ud800z')).toBe('a[0mz');
});
