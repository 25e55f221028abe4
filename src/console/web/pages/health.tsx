import { Col, Row, Typography } from 'antd';
import { moment } from '../format.ts';
import { Page } from '../parts/page.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { pages } from '../words/common.ts';
import { health as words } from '../words/health.ts';
import { ChannelsCard } from './health/channels-card.tsx';
import { EmptyCard } from './health/empty-card.tsx';
import { FailedCard } from './health/failed-card.tsx';
import { Glance, Verdict } from './health/glance.tsx';
import { ModelCard } from './health/model-card.tsx';
import './health/health.css';
import { useHealth } from './health/read.ts';

/** Whether everything works, and what to do where it does not. */
export default function HealthPage() {
  const { data, error, refetch } = useHealth();
  return (
    <Page title={pages.health}>
      {data === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <>
          <Typography.Text type="secondary">{words.at(moment(data.at))}</Typography.Text>
          {error && <Failed error={error} onRetry={() => void refetch()} />}
          <Verdict health={data} />
          <Glance health={data} />
          <ChannelsCard channels={data.channels} />
          <FailedCard channels={data.channels.map(({ channel }) => channel)} />
          <Row gutter={[16, 16]}>
            <Col xs={24} xl={16}>
              <EmptyCard empty={data.empty} />
            </Col>
            <Col xs={24} xl={8}>
              <ModelCard model={data.model} />
            </Col>
          </Row>
        </>
      )}
    </Page>
  );
}
