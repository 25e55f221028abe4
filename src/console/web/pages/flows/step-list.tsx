import { Button, Card, Flex } from 'antd';
import { Wording } from '../../parts/wording.tsx';
import { flows as words } from '../../words/flows.ts';
import './flows.css';
import { Kind } from './kinds.tsx';
import { isLast } from './layout.ts';
import { StepFacts } from './step-facts.tsx';
import type { Drawing, Step } from './steps.ts';
import { WaysTable } from './ways-table.tsx';

/** A flow as the list of its steps, each with its words and where it leads: the drawing for those who read. */
export function StepList({
  drawing,
  steps,
  kept,
  onTry,
}: {
  drawing: Drawing;
  steps: readonly Step[];
  kept: string;
  onTry: (step: string) => void;
}) {
  const goTo = (name: string) => {
    const heading = document.getElementById(`step-${name}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <ol className="step-list" aria-label={words.stepList}>
      {steps.map((step) => (
        <li key={step.step}>
          <Card
            size="small"
            title={
              <Flex gap="small" align="center" wrap>
                <h2
                  id={`step-${step.step}`}
                  tabIndex={-1}
                  style={{ margin: 0, fontSize: 16, outline: 'none', scrollMarginTop: 24 }}
                >
                  {words.step(step.number)}
                </h2>
                <Kind kind={step.kind} />
              </Flex>
            }
            extra={
              <Button
                className="no-print"
                aria-label={`${words.tryFrom}: ${words.step(step.number)}`}
                onClick={() => onTry(step.step)}
              >
                {words.tryFlow}
              </Button>
            }
          >
            <Flex wrap gap="middle">
              <Flex vertical gap="small" className="step-half">
                {step.text !== null && <Wording text={step.text} />}
                <StepFacts drawing={drawing} step={step} kept={kept} />
              </Flex>
              {!isLast(step) && (
                <div className="step-half">
                  <WaysTable
                    label={`${words.step(step.number)}: ${words.ways}`}
                    drawing={drawing}
                    steps={steps}
                    ways={step.ways}
                    towards="to"
                    onShow={goTo}
                  />
                </div>
              )}
            </Flex>
          </Card>
        </li>
      ))}
    </ol>
  );
}
