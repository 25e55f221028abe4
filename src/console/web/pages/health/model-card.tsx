import { Card, Descriptions, Tag, Typography } from 'antd';
import { figure } from '../../format.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { health as words } from '../../words/health.ts';
import type { Health } from './read.ts';

/** The optional language model. */
export function ModelCard({ model: { state, name, calls } }: Pick<Health, 'model'>) {
  const title = <CardTitle>{words.model}</CardTitle>;
  const tag = <Tag color={state === 'on' ? 'green' : 'default'}>{words.modelStates[state]}</Tag>;
  if (state === 'none') {
    return (
      <Card size="small" title={title}>
        {tag} <Typography.Text type="secondary">{words.modelNone}</Typography.Text>
      </Card>
    );
  }
  const outcomes = calls.map(({ outcome, count }) =>
    words.call(words.calls[outcome] ?? outcome, figure(count)),
  );
  return (
    <Card size="small" title={title}>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'state', label: words.state, children: tag },
          { key: 'name', label: words.modelName, children: name },
          {
            key: 'calls',
            label: words.modelCalls,
            children: outcomes.length === 0 ? words.noCalls : outcomes.join(', '),
          },
        ]}
      />
    </Card>
  );
}
