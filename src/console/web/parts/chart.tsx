import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Lines and bars, in this order: each with a contrast of 4.5 and more on white. */
export const COLORS: string[] = [
  '#0b5cad',
  '#b45309',
  '#15803d',
  '#7e22ce',
  '#be123c',
  '#0e7490',
  '#475569',
  '#854d0e',
];

/** A chart that can be asked for its picture. */
export interface ChartHandle {
  /** PNG, as a data address. */
  picture(): string;
}

/** What of a chart was clicked on: the bar or point at `index` of the series of that name. */
export interface Picked {
  index: number;
  series: string;
}

/**
 * An ECharts drawing, as wide as its place. `label` says what it shows to those who do not see it;
 * the figures themselves must also stand on the page as text or table.
 */
export function Chart({
  option,
  label,
  height = 280,
  handle,
  onPick,
}: {
  option: EChartsCoreOption;
  label: string;
  height?: number;
  handle?: RefObject<ChartHandle | null>;
  onPick(picked: Picked): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const selected = useRef<Record<string, boolean>>({});
  const picked = useRef(onPick);
  picked.current = onPick;

  useEffect(() => {
    const drawn = init(place.current);
    chart.current = drawn;
    drawn.on('click', ({ dataIndex, seriesName }) =>
      picked.current({ index: dataIndex, series: seriesName ?? '' }),
    );
    drawn.on('legendselectchanged', (event) => {
      selected.current = (event as unknown as { selected: Record<string, boolean> }).selected;
    });
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current!);
    if (handle !== undefined) {
      handle.current = {
        picture: () => drawn.getDataURL({ pixelRatio: 2, backgroundColor: '#fff' }),
      };
    }
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, [handle]);

  useEffect(() => {
    // Values stand in tooltips as text and never as markup.
    chart.current?.setOption(
      {
        animation: false,
        color: COLORS,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        ...option,
        // What was hidden by the legend stays so when new figures come.
        ...(option.legend !== undefined && {
          legend: { selected: selected.current, ...(option.legend as object) },
        }),
        tooltip: { renderMode: 'richText', ...(option.tooltip as object) },
      },
      { notMerge: true },
    );
  }, [option]);

  return (
    <div
      ref={place}
      className="chart"
      role="img"
      aria-label={label}
      style={{ height, width: '100%' }}
    />
  );
}
