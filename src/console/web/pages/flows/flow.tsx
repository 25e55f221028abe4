import { ArrowLeftOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Flex, Grid, Segmented, Typography } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { useAddress } from '../../parts/address.ts';
import { useDefinitions } from '../../parts/definitions.ts';
import { Page } from '../../parts/page.tsx';
import { PeriodFilters } from '../../parts/period.tsx';
import { PeriodNotice } from '../../parts/period-notice.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { pages } from '../../words/common.ts';
import { flows as words } from '../../words/flows.ts';
import { useSimulatorPanel } from '../simulator/place.ts';
import { SimulatorDrawer } from '../simulator/simulator-drawer.tsx';
import { CountNote } from './count-note.tsx';
import { StepDrawer } from './step-drawer.tsx';
import { StepList } from './step-list.tsx';
import { type Drawing, stepsOf } from './steps.ts';
import { useDrawing, useKept } from './use-flows.ts';

const FlowDrawing = lazy(async () => ({ default: (await import('./drawing.tsx')).FlowDrawing }));

/** What of the page is in its address, beside period and simulator. */
const Address = z.object({ view: z.enum(['drawing', 'table']), step: z.string().max(60) });

/** One flow: drawn, or as the list of its steps; with a simulator at its side. */
export function FlowPage({ flow }: { flow: string }) {
  const { data, error, refetch } = useDrawing(flow);
  const definitions = useDefinitions();
  const failed = error ?? definitions.error;
  const kept = useKept();
  const simulator = useSimulatorPanel();
  return (
    <Page
      title={data?.title ?? pages.flows}
      extra={
        <Flex gap="middle" align="center" wrap className="no-print">
          <Link to={`/flows?${kept}`}>
            <ArrowLeftOutlined aria-hidden /> {words.back}
          </Link>
          {data && (
            <Button
              type="primary"
              icon={<PlayCircleOutlined />}
              onClick={() => simulator.open({ from: `${flow}/${data.start}` }, ['step'])}
            >
              {words.tryFlow}
            </Button>
          )}
        </Flex>
      }
    >
      <PeriodFilters />
      {failed ? (
        <Failed
          error={failed}
          onRetry={() => void Promise.all([refetch(), definitions.refetch()])}
        />
      ) : data === undefined || definitions.data === undefined ? (
        <Loading />
      ) : (
        <>
          <PeriodNotice period={data.period} {...definitions.data} />
          <Steps drawing={data} />
        </>
      )}
      <SimulatorDrawer />
    </Page>
  );
}

function Steps({ drawing }: { drawing: Drawing }) {
  const { query, change } = useAddress(Address);
  const simulator = useSimulatorPanel();
  const isWide = Grid.useBreakpoint().md ?? true;
  const view = query.view ?? (isWide ? 'drawing' : 'table');
  const steps = useMemo(() => stepsOf(drawing), [drawing]);
  const kept = useKept();
  const onShow = (step: string) => change({ step });
  const onTry = (step: string) => simulator.open({ from: `${drawing.flow}/${step}` }, ['step']);
  const list = (
    <Flex vertical gap="middle">
      <Typography.Text type="secondary">{words.placeholders}</Typography.Text>
      <StepList drawing={drawing} steps={steps} kept={kept} onTry={onTry} />
    </Flex>
  );
  return (
    <>
      <Flex wrap gap="small" align="center" justify="space-between">
        <CountNote />
        <Segmented
          className="no-print"
          aria-label={words.view}
          options={[
            { value: 'drawing' as const, label: words.drawing },
            { value: 'table' as const, label: words.table },
          ]}
          value={view}
          onChange={(next) => change({ view: next })}
        />
      </Flex>
      {view === 'table' ? (
        list
      ) : (
        <>
          <Suspense fallback={<Loading />}>
            <FlowDrawing
              key={drawing.flow}
              title={drawing.title}
              steps={steps}
              start={drawing.start}
              shown={query.step}
              onShow={onShow}
            />
          </Suspense>
          {/* Of a drawing paper would show what happened to be in sight. */}
          <div className="print-only">{list}</div>
        </>
      )}
      <StepDrawer
        drawing={drawing}
        steps={steps}
        step={steps.find(({ step }) => step === query.step)}
        kept={kept}
        onShow={onShow}
        onTry={onTry}
        onClose={() => change({ step: undefined })}
      />
    </>
  );
}
