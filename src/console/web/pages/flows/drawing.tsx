import {
  type AriaLabelConfig,
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  type EdgeProps,
  type EdgeTypes,
  type Edge as FlowEdge,
  type Node as FlowNode,
  Handle,
  MarkerType,
  MiniMap,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { Grid, Typography } from 'antd';
import { useMemo, useRef } from 'react';
import { figure, percent } from '../../format.ts';
import { flows as words } from '../../words/flows.ts';
import './flows.css';
import { curve, LABEL_WIDTH, type Placed, place, WIDTH } from './layout.ts';
import { DRAWER_WIDTH } from './step-drawer.tsx';
import { StepNode } from './step-node.tsx';
import type { Step, Way } from './steps.ts';

type DrawnStep = FlowNode<{ step: Step }, 'step'>;
type DrawnEnd = FlowNode<Record<string, never>, 'end'>;
type DrawnWay = FlowEdge<{ way: Way; path: string; label: { x: number; y: number }; most: number }>;

const NODES: NodeTypes = { step: DrawnStepNode, end: DrawnEndNode };
const EDGES: EdgeTypes = { way: DrawnWayEdge };

const ARIA: Partial<AriaLabelConfig> = {
  'node.a11yDescription.default': words.nodeHint,
  'node.a11yDescription.keyboardDisabled': words.nodeHint,
  'controls.ariaLabel': words.controls,
  'controls.zoomIn.ariaLabel': words.zoomIn,
  'controls.zoomOut.ariaLabel': words.zoomOut,
  'controls.fitView.ariaLabel': words.fit,
};

/** The words can be read well; a flow too large for that is not shown whole, but begins at its first step. */
const READABLE = 0.85;

/** Above the first step, in pixels. */
const MARGIN = 16;

/** A flow as a diagram: steps from top to bottom, ways as wide as many went along them. */
export function FlowDrawing({
  title,
  steps,
  start,
  shown,
  onShow,
}: {
  title: string;
  steps: readonly Step[];
  /** The first step. */
  start: string;
  /** The step that is looked at. */
  shown: string | undefined;
  onShow: (step: string) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const isWide = Grid.useBreakpoint().md ?? true;
  const placed = useMemo(() => place(steps), [steps]);
  const nodes = useMemo(() => nodesOf(placed, shown), [placed, shown]);
  const edges = useMemo(() => edgesOf(placed), [placed]);
  return (
    <section aria-label={words.drawingOf(title)} className="no-print">
      <div className="flow-drawing" ref={frame}>
        <ReactFlow<DrawnStep | DrawnEnd, DrawnWay>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODES}
          edgeTypes={EDGES}
          ariaLabelConfig={ARIA}
          minZoom={0.2}
          maxZoom={1.6}
          onInit={(flow) => {
            const place = frame.current!;
            const { width, height } = flow.getNodesBounds(flow.getNodes());
            if (place.clientWidth / width > READABLE && place.clientHeight / height > READABLE) {
              void flow.fitView({ padding: 0.04, maxZoom: 1 });
              return;
            }
            const begin = flow.getNode(shown ?? start) ?? flow.getNode(start)!;
            // What is shown of a step lies over the right side.
            const inSight = place.clientWidth - (shown === undefined ? 0 : DRAWER_WIDTH);
            void flow.setViewport({
              x: Math.max(inSight, WIDTH) / 2 - (begin.position.x + WIDTH / 2) * READABLE,
              y: MARGIN - begin.position.y * READABLE,
              zoom: READABLE,
            });
          }}
          onNodesChange={(changes) => {
            for (const change of changes) {
              if (change.type === 'select' && change.selected) onShow(change.id);
            }
          }}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          selectNodesOnDrag={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          zoomOnScroll={false}
          preventScrolling={false}
          zoomOnDoubleClick={false}
        >
          <Controls showInteractive={false} />
          {isWide && (
            <MiniMap
              position="top-right"
              style={{ width: 150, height: 100 }}
              pannable
              ariaLabel={words.overview}
              nodeColor="#c3d2e3"
              nodeBorderRadius={12}
            />
          )}
        </ReactFlow>
      </div>
      <Typography.Text type="secondary">{words.drawingHint}</Typography.Text>
    </section>
  );
}

function nodesOf({ steps, end }: Placed, shown: string | undefined): (DrawnStep | DrawnEnd)[] {
  const drawn = steps.map(
    ({ step, place, height }): DrawnStep => ({
      id: step.step,
      type: 'step',
      position: place,
      width: WIDTH,
      height,
      data: { step },
      selected: step.step === shown,
      ariaRole: 'button',
      // The platform's own word for it is English.
      domAttributes: { 'aria-roledescription': words.kinds[step.kind] },
    }),
  );
  if (end === null) return drawn;
  const { x, y, width, height } = end;
  const last: DrawnEnd = {
    id: 'end',
    type: 'end',
    position: { x, y },
    width,
    height,
    data: {},
    selectable: false,
    focusable: false,
  };
  return [...drawn, last];
}

function edgesOf({ ways }: Placed): DrawnWay[] {
  const most = Math.max(0, ...ways.map(({ way }) => way.count ?? 0));
  return ways.map(({ way, points, label }) => ({
    id: way.id,
    type: 'way',
    source: way.from!,
    target: way.to,
    selectable: false,
    markerEnd: {
      type: MarkerType.ArrowClosed,
      markerUnits: 'userSpaceOnUse',
      width: 20,
      height: 20,
      color: colorOf(way),
    },
    data: { way, path: curve(points), label, most },
  }));
}

const colorOf = ({ count }: Way) => (count ? '#5b7ea6' : '#a3acb8');

function DrawnStepNode({ data: { step } }: NodeProps<DrawnStep>) {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <StepNode step={step} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

function DrawnEndNode() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="flow-end">{words.end}</div>
    </>
  );
}

/** A way with how many went along it; broken where nobody did. */
function DrawnWayEdge({ data, markerEnd }: EdgeProps<DrawnWay>) {
  if (data === undefined) return null;
  const { way, path, label, most } = data;
  const width = way.count && most > 0 ? 1.5 + (8 * way.count) / most : 1.5;
  return (
    <>
      <BaseEdge
        path={path}
        {...(markerEnd !== undefined && { markerEnd })}
        style={{
          stroke: colorOf(way),
          strokeWidth: width,
          ...(way.count === 0 && { strokeDasharray: '5 5' }),
        }}
      />
      <EdgeLabelRenderer>
        <div
          className="way-label"
          style={{
            maxWidth: LABEL_WIDTH,
            transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)`,
          }}
        >
          {way.name !== words.next && <div>{way.name}</div>}
          <strong>{figure(way.count)}</strong>
          {way.share !== null && ` (${percent(way.share)})`}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
