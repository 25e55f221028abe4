import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Form, Select } from 'antd';
import dayjs from 'dayjs';
import { useId } from 'react';
import { useDefinitions } from '../../parts/definitions.ts';
import { simulator as words } from '../../words/simulator.ts';
import { stepName, stepsOf } from '../flows/steps.ts';
import { useDrawing, useFlows } from '../flows/use-flows.ts';
import { usePlace } from './place.ts';
import type { Simulation } from './use-simulation.ts';

/** Which day it is played on and where it begins; taking back, and beginning again. */
export function Settings({ simulation }: { simulation: Simulation }) {
  const { query, change } = usePlace();
  const today = useDefinitions().data?.today;
  const { data: flows } = useFlows();
  const [flow] = query.from?.split('/') ?? [];
  const { data: drawing } = useDrawing(flow);
  const id = useId();
  const item = { margin: 0, flex: '1 1 200px', maxWidth: 320 };
  return (
    <Form layout="vertical" component="section" aria-label={words.settings}>
      <Flex wrap gap="small" align="end">
        <Form.Item label={words.on} htmlFor={`${id}-on`} style={{ margin: 0 }}>
          <DatePicker
            id={`${id}-on`}
            format="DD/MM/YYYY"
            allowClear={false}
            style={{ width: 150 }}
            value={simulation.day === undefined ? null : dayjs(simulation.day)}
            onChange={(date) => {
              const on = date?.format('YYYY-MM-DD');
              change({ on: on === today ? undefined : on });
            }}
          />
        </Form.Item>
        <Form.Item label={words.flow} htmlFor={`${id}-flow`} style={item}>
          <Select
            id={`${id}-flow`}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: words.fromStart },
              ...(flows?.flows.map((one) => ({ value: one.flow, label: one.title })) ?? []),
            ]}
            value={flow ?? ''}
            onChange={(name) => {
              const start = flows?.flows.find((one) => one.flow === name)?.start;
              change({ from: start === undefined ? undefined : `${name}/${start}` });
            }}
          />
        </Form.Item>
        {query.from !== undefined && (
          <Form.Item label={words.step} htmlFor={`${id}-step`} style={item}>
            <Select
              id={`${id}-step`}
              showSearch={{ optionFilterProp: 'label' }}
              options={
                drawing === undefined
                  ? []
                  : stepsOf(drawing).map((step) => ({
                      value: `${drawing.flow}/${step.step}`,
                      label: stepName(step),
                    }))
              }
              value={drawing === undefined ? null : query.from}
              onChange={(from: string | null) => change({ from: from ?? undefined })}
            />
          </Form.Item>
        )}
        <Flex gap="small">
          <Button icon={<UndoOutlined />} disabled={!simulation.hasSaid} onClick={simulation.undo}>
            {words.undo}
          </Button>
          <Button
            icon={<RedoOutlined />}
            disabled={!simulation.hasSaid}
            onClick={simulation.restart}
          >
            {words.restart}
          </Button>
        </Flex>
      </Flex>
    </Form>
  );
}
