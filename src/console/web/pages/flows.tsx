import { useParams } from 'react-router';
import { useDefinitions } from '../parts/definitions.ts';
import { Page } from '../parts/page.tsx';
import { PeriodFilters } from '../parts/period.tsx';
import { PeriodNotice } from '../parts/period-notice.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { pages } from '../words/common.ts';
import { FlowPage } from './flows/flow.tsx';
import { FlowTable } from './flows/flow-table.tsx';
import { useFlows } from './flows/use-flows.ts';

/** All flows, or the one that the address names. */
export default function Flows() {
  const { flow } = useParams();
  return flow === undefined ? <FlowListPage /> : <FlowPage key={flow} flow={flow} />;
}

function FlowListPage() {
  const { data, error, refetch } = useFlows();
  const definitions = useDefinitions();
  const failed = error ?? definitions.error;
  return (
    <Page title={pages.flows}>
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
          <FlowTable flows={data.flows} period={data.period} />
        </>
      )}
    </Page>
  );
}
