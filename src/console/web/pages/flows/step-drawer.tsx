import { PlayCircleOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Grid, Typography } from 'antd';
import { Wording } from '../../parts/wording.tsx';
import { common } from '../../words/common.ts';
import { flows as words } from '../../words/flows.ts';
import { CountNote } from './count-note.tsx';
import { Kind } from './kinds.tsx';
import { isLast } from './layout.ts';
import { StepFacts } from './step-facts.tsx';
import type { Drawing, Step } from './steps.ts';
import { WaysTable } from './ways-table.tsx';

/** Of the drawer where there is room for it, in pixels. */
export const DRAWER_WIDTH = 520;

/** Everything of one step, beside the drawing. */
export function StepDrawer({
  drawing,
  steps,
  step,
  kept,
  onShow,
  onTry,
  onClose,
}: {
  drawing: Drawing;
  steps: readonly Step[];
  /** Which one; absent: closed. */
  step: Step | undefined;
  kept: string;
  onShow: (step: string) => void;
  onTry: (step: string) => void;
  onClose: () => void;
}) {
  const isWide = Grid.useBreakpoint().lg ?? true;
  return (
    <Drawer
      open={step !== undefined}
      onClose={onClose}
      // The list of steps is printed, which says the same.
      rootClassName="no-print"
      // Of two that are open, the one that was opened last lies above.
      destroyOnHidden
      closable={{ 'aria-label': common.close }}
      // Beside the drawing, which stays in use.
      mask={!isWide}
      styles={{ root: { outline: 'none' } }}
      size={isWide ? DRAWER_WIDTH : '100%'}
      title={step && words.step(step.number)}
      extra={step && <Kind kind={step.kind} />}
      footer={
        step && (
          <Button
            type="primary"
            icon={<PlayCircleOutlined />}
            block
            onClick={() => onTry(step.step)}
          >
            {words.tryFrom}
          </Button>
        )
      }
    >
      {step && (
        <Flex vertical gap="middle">
          {step.text !== null && (
            <>
              <Wording text={step.text} />
              <Typography.Text type="secondary">{words.placeholders}</Typography.Text>
            </>
          )}
          <StepFacts drawing={drawing} step={step} kept={kept} />
          {[
            { title: words.arrivals, ways: step.arrivals, towards: 'from' as const },
            { title: words.ways, ways: step.ways, towards: 'to' as const },
          ].map(({ title, ways, towards }) =>
            ways.length === 0 || (towards === 'to' && isLast(step)) ? null : (
              <section key={title}>
                <Typography.Title level={3} style={{ fontSize: 15, margin: '0 0 8px' }}>
                  {title}
                </Typography.Title>
                <WaysTable
                  label={title}
                  drawing={drawing}
                  steps={steps}
                  ways={ways}
                  towards={towards}
                  onShow={onShow}
                />
              </section>
            ),
          )}
          <CountNote />
        </Flex>
      )}
    </Drawer>
  );
}
