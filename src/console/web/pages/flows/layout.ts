import { Graph, type GraphLabel, layout } from '@dagrejs/dagre';
import type { Step, Way } from './steps.ts';

/** All steps are this wide; how high they are follows from their words. */
export const WIDTH = 236;

/** Characters in a line of a step, and lines of its words at most. */
const CHARS = 29;
export const LINES = 5;

const END = { width: 120, height: 36 };

interface Point {
  x: number;
  y: number;
}

/** Where everything stands, in pixels; steps by their upper left corner. */
export interface Placed {
  steps: { step: Step; place: Point; height: number }[];
  ways: { way: Way; points: Point[]; label: Point }[];
  /** Where the flow ends, if anything is drawn to lead there. */
  end: (Point & typeof END) | null;
}

/**
 * Lays a flow out from top to bottom. Counts play no part in it, so that nothing moves when they
 * change. A step that can only be followed by the flow's end says so itself, without a line.
 */
export function place(steps: readonly Step[]): Placed {
  const graph = new Graph<GraphLabel, { width: number; height: number }>({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 28,
    edgesep: 24,
    ranksep: 34,
    marginx: 16,
    marginy: 16,
  });
  for (const step of steps) graph.setNode(step.step, { width: WIDTH, height: heightOf(step) });
  const ways = steps.flatMap((step) =>
    step.ways.filter((way) => way.to !== 'end' || !isLast(step)),
  );
  if (ways.some(({ to }) => to === 'end')) graph.setNode('end', { ...END });
  for (const way of ways) {
    const lines = Math.ceil(way.name.length / LABEL_CHARS) + 1;
    const size = { width: LABEL_WIDTH, height: lines * 17 + 8, labelpos: 'c' };
    graph.setEdge(way.from!, way.to, size, way.id);
  }
  layout(graph);

  const corner = (name: string) => {
    const { x, y, width, height } = graph.node(name) as Point & { width: number; height: number };
    return { x: x - width / 2, y: y - height / 2 };
  };
  return {
    steps: steps.map((step) => ({ step, place: corner(step.step), height: heightOf(step) })),
    ways: ways.map((way) => {
      const drawn = graph.edge(way.from!, way.to, way.id) as { points: Point[] } & Point;
      return { way, points: drawn.points, label: { x: drawn.x, y: drawn.y } };
    }),
    end: graph.hasNode('end') ? { ...corner('end'), ...END } : null,
  };
}

/** Labels of ways. */
export const LABEL_WIDTH = 148;
const LABEL_CHARS = 21;

/** Whether the flow can only end after it. */
export function isLast({ ways }: Step): boolean {
  return ways.length === 0 || (ways.length === 1 && ways[0]!.to === 'end');
}

function heightOf(step: Step): number {
  const text = step.text?.split('\n').filter((line) => line !== '') ?? [];
  const lines = text.reduce((sum, line) => sum + Math.ceil(line.length / CHARS), 0);
  const about = step.about === null ? 0 : Math.min(2, Math.ceil(step.about.length / CHARS)) * 20;
  const sources = step.sources.length === 0 ? 0 : 20;
  const foot = isLast(step) ? 46 : step.kind === 'ask' ? 46 : 26;
  return 34 + about + Math.min(lines, LINES) * 19 + sources + foot + 22;
}

/** A line through points with rounded corners, as an SVG path. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1]!;
    return `Q ${point.x},${point.y} ${(point.x + next.x) / 2},${(point.y + next.y) / 2}`;
  });
  return `M ${first.x},${first.y} ${bends.join(' ')} L ${last.x},${last.y}`;
}
