/** Pixels of the picture for each of the page. */
const DENSITY = 2;
const MARGIN = 16;

/**
 * Saves a chart's picture as PNG, with lines above it that say what it shows: a picture travels
 * without its page. The first line is the title.
 *
 * @param chart the picture as a data address, of {@link DENSITY}
 */
export async function savePicture(chart: string, lines: readonly string[], file: string) {
  const drawn = new Image();
  drawn.src = chart;
  await drawn.decode();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const { fontFamily } = getComputedStyle(document.body);
  const fontOf = (isTitle: boolean) => `${isTitle ? '600 15px' : '13px'} ${fontFamily}`;
  const rows = lines.flatMap((line, index) => {
    context.font = fontOf(index === 0);
    return wrapped(context, line, drawn.width / DENSITY).map((text) => ({
      text,
      isTitle: index === 0,
    }));
  });
  const head = MARGIN + rows.length * 20 + MARGIN / 2;
  canvas.width = drawn.width + 2 * MARGIN * DENSITY;
  canvas.height = drawn.height + (head + MARGIN) * DENSITY;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, MARGIN * DENSITY, head * DENSITY);
  context.scale(DENSITY, DENSITY);
  context.textBaseline = 'top';
  for (const [index, { text, isTitle }] of rows.entries()) {
    context.fillStyle = isTitle ? '#1f1f1f' : '#595959';
    context.font = fontOf(isTitle);
    context.fillText(text, MARGIN, MARGIN + index * 20);
  }
  const link = document.createElement('a');
  link.download = file;
  link.href = canvas.toDataURL('image/png');
  link.click();
}

/** A line in as many as fit the width, broken between words. */
function wrapped(context: CanvasRenderingContext2D, line: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of line.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row !== '' && context.measureText(longer).width > width) {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row];
}
