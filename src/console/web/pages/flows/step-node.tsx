import { Typography } from 'antd';
import { figure } from '../../format.ts';
import { Wording } from '../../parts/wording.tsx';
import { flows as words } from '../../words/flows.ts';
import { Kind } from './kinds.tsx';
import { isLast } from './layout.ts';
import { aboutOf, leftShareOf, type Step } from './steps.ts';

/** A step in the drawing: what it says, where that is laid down, how many came, how many stopped. */
export function StepNode({ step }: { step: Step }) {
  const about = aboutOf(step);
  return (
    <div className="step-node">
      <div className="step-node-head">
        <Kind kind={step.kind} />
        <Typography.Text type="secondary">{words.step(step.number)}</Typography.Text>
      </div>
      {about !== null && <strong>{about}</strong>}
      {step.text !== null && (
        <div className="step-node-words">
          <Wording text={step.text.replaceAll(/\n+/g, '\n')} />
        </div>
      )}
      {step.sources.length > 0 && (
        <div className="step-node-sources">{step.sources.join('; ')}</div>
      )}
      <div className="step-node-foot">
        <div>{words.passedShort(figure(step.count))}</div>
        {step.kind === 'ask' && (
          <div {...(!!step.left && { className: 'step-node-left' })}>
            {words.leftShort(`${figure(step.left)} ${leftShareOf(step)}`)}
          </div>
        )}
        {isLast(step) && <Typography.Text type="secondary">{words.end}</Typography.Text>}
      </div>
    </div>
  );
}
