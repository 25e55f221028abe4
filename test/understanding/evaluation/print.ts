import type { Measured } from './measure.ts';

/** The measurements as people read them: the contenders side by side, then the first one in detail. */
export function print(measured: readonly Measured[]): string {
  const rows: [string, (one: Measured) => string][] = [
    ['top-1', (one) => percent(one.top1)],
    ['top-3', (one) => percent(one.top3)],
    ...Object.entries(measured[0]!.byKind).map(
      ([kind, { messages }]): [string, (one: Measured) => string] => [
        `top-1 ${kind} (${messages})`,
        (one) => percent(one.byKind[kind]!.top1),
      ],
    ),
    ['false answers, out of scope', (one) => percent(one.falseAnswers)],
    ['refusals, in scope', (one) => percent(one.refusals)],
    ['asked back, in scope', (one) => percent(one.chosen)],
    ['wrong answers, in scope', (one) => percent(one.wrongAnswers)],
    ['both of two answered', (one) => percent(one.bothAnswered)],
  ];
  const [first] = measured;
  return [
    `${first!.inScope} messages in scope, ${first!.outOfScope} out of scope`,
    '',
    table([
      ['', ...measured.map(({ name }) => name)],
      ...rows.map(([label, value]) => [label, ...measured.map(value)]),
    ]),
    '',
    `${first!.name}: if answers began at …`,
    table([
      ['from', 'false answers', 'not answered directly'],
      ...first!.curve.map((point) => [
        point.from.toFixed(2),
        percent(point.falseAnswers),
        percent(point.unanswered),
      ]),
    ]),
    '',
    `${first!.name}: how likely it said its first candidate was, and how often that was right`,
    table([
      ['from', 'messages', 'said', 'right'],
      ...first!.reliability.map((bin) => [
        bin.from.toFixed(2),
        String(bin.messages),
        bin.messages === 0 ? '' : percent(bin.said),
        bin.messages === 0 ? '' : percent(bin.right),
      ]),
    ]),
    '',
    `${first!.name}: taken for another topic`,
    ...first!.confusions.map(({ topic, takenFor, times }) => `  ${times}× ${topic} → ${takenFor}`),
    '',
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  '),
    )
    .join('\n');
}
