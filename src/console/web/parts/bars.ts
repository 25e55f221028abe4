import { figure } from '../format.ts';

/** One bar, or one part of it. */
export interface Bars {
  name: string;
  color?: string;
  values: readonly number[];
}

/** How much of a name fits on one line above a bar: on a phone, and where there is more room. */
const NARROW = 48;
const WIDE = 70;

/** The names as they stand above the bars, on one line or two, and the height the chart needs for them. */
export function barNames(names: readonly string[], isWide: boolean) {
  const lines = names.map((name) => wrapped(name, isWide ? WIDE : NARROW));
  const rows = lines.some((name) => name.includes('\n')) ? 2 : 1;
  return {
    lines,
    height: (hasLegend: boolean) => names.length * (30 + rows * 18) + (hasLegend ? 48 : 16),
  };
}

/**
 * Lying bars with their names above them, so that long Vietnamese names fit on a phone too. Several
 * `bars` are parts of one bar; `end` is said behind each bar, in `room` pixels.
 */
export function barsOption(
  { lines }: ReturnType<typeof barNames>,
  bars: readonly Bars[],
  end: (index: number) => string = (index) => figure(bars[0]?.values[index]),
  room = 64,
) {
  const hasLegend = bars.length > 1;
  return {
    grid: { left: 4, right: room, top: hasLegend ? 40 : 8, bottom: 0, outerBoundsMode: 'none' },
    legend: { show: hasLegend, top: 0, left: 0, selectedMode: false },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (shown: { dataIndex: number; seriesName: string }[]) => {
        const index = shown[0]?.dataIndex ?? 0;
        return [
          lines[index],
          ...bars.map(({ name, values }) => `${name}: ${figure(values[index])}`),
        ].join('\n');
      },
    },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: lines,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        inside: true,
        margin: 0,
        align: 'left',
        verticalAlign: 'bottom',
        padding: [0, 0, 9, 0],
        color: '#262626',
        fontSize: 13,
        lineHeight: 17,
      },
      z: 10,
    },
    series: bars.map(({ name, color, values }, part) => ({
      type: 'bar',
      name,
      stack: 'all',
      barWidth: 14,
      barMinHeight: 0,
      ...(color !== undefined && { itemStyle: { color } }),
      data: values,
      ...(part === bars.length - 1 && {
        label: {
          show: true,
          position: 'right',
          color: '#262626',
          fontSize: 13,
          formatter: ({ dataIndex }: { dataIndex: number }) => end(dataIndex),
        },
      }),
    })),
  };
}

/** At most two lines, broken between words; what does not fit even so is in the table. */
function wrapped(name: string, characters: number): string {
  const breakOff = (text: string) => {
    if (text.length <= characters) return text.length;
    const space = text.lastIndexOf(' ', characters);
    return space > 0 ? space : characters;
  };
  const first = name.slice(0, breakOff(name));
  const rest = name.slice(first.length).trim();
  if (rest === '') return first;
  const second = rest.slice(0, breakOff(rest));
  return `${first}\n${second}${second.length < rest.length ? '…' : ''}`;
}
