import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Col, Row } from 'antd';
import { useMemo } from 'react';
import { type Overview as Answer, type Definition, overview } from '../../contract/statistics.ts';
import { call } from '../call.ts';
import { conversationsBehind } from '../parts/behind.ts';
import { useDefinitions } from '../parts/definitions.ts';
import { FigureCard } from '../parts/figure-card.tsx';
import { LinesCard } from '../parts/lines-card.tsx';
import { Page } from '../parts/page.tsx';
import { PeriodFilters, usePeriod } from '../parts/period.tsx';
import { PeriodNotice } from '../parts/period-notice.tsx';
import type { Span } from '../parts/span.ts';
import { StaleWhen } from '../parts/stale.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { StatisticsFileButton } from '../parts/statistics-file.tsx';
import { useMay } from '../session.tsx';
import { pages } from '../words/common.ts';
import { overview as words } from '../words/overview.ts';
import { ChannelsCard } from './overview/channels-card.tsx';
import { Deadlines } from './overview/deadlines.tsx';
import { FunnelCard } from './overview/funnel-card.tsx';
import { KeysCard } from './overview/keys-card.tsx';
import { MisunderstoodCard } from './overview/misunderstood-card.tsx';

/** A period at a glance: this quarter, unless the address says otherwise. */
export default function Overview() {
  const { query } = usePeriod();
  const known = useDefinitions();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistics', 'overview', query],
    queryFn: ({ signal }) => call(overview, { query, signal }),
    placeholderData: keepPreviousData,
  });
  const failed = error ?? (known.data === undefined ? known.error : null);
  return (
    <Page title={pages.overview} extra={<StatisticsFileButton />}>
      <PeriodFilters />
      {failed ? (
        <Failed error={failed} onRetry={() => void Promise.all([refetch(), known.refetch()])} />
      ) : data === undefined || known.data === undefined ? (
        <Loading />
      ) : (
        <StaleWhen when={isPlaceholderData}>
          <Glance data={data} definitions={known.data.definitions} />
        </StaleWhen>
      )}
    </Page>
  );
}

interface Known {
  data: Answer;
  definitions: readonly Definition[];
}

function Glance({ data, definitions }: Known) {
  const { period } = data;
  const { query } = usePeriod();
  const isMissing = period.state === 'missing';
  return (
    <>
      <Deadlines today={data.today} offer={data.offer} report={data.report} />
      <PeriodNotice period={period} today={data.today} firstDay={data.firstDay} />
      <section aria-label={words.figures}>
        <Row gutter={[12, 12]}>
          {data.figures.map((figure) => (
            <Col key={figure.definition} xs={12} md={8} xl={{ flex: '20%' }}>
              <FigureCard
                figure={figure}
                to={conversationsBehind(figure.definition, period, query)}
              />
            </Col>
          ))}
        </Row>
      </section>
      {!isMissing && <Details data={data} definitions={definitions} />}
    </>
  );
}

function Details({ data, definitions }: Known) {
  const { period } = data;
  const { query } = usePeriod();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filters change with the answer
  const lines = useMemo(
    () =>
      data.trend.map(({ definition, points }) => ({
        name: definitions.find(({ id }) => id === definition)?.name ?? definition,
        points,
        to: (point: Span) => conversationsBehind(definition, point, query),
      })),
    [data.trend, definitions],
  );
  const may = useMay();
  return (
    <>
      <LinesCard
        title={words.trend}
        by="day"
        lines={lines}
        period={period}
        note={words.trendNote}
      />
      <Row gutter={[16, 16]}>
        {data.funnels.map((funnel) => (
          <Col key={funnel.flow} xs={24} xl={12}>
            <FunnelCard funnel={funnel} period={period} />
          </Col>
        ))}
        <Col xs={24} xl={12}>
          <KeysCard
            title={words.topics}
            heading={words.topic}
            shares={data.topics}
            period={period}
          />
        </Col>
        {may('see-conversations') && (
          <Col xs={24} xl={12}>
            <MisunderstoodCard period={period} />
          </Col>
        )}
        <Col xs={24} xl={12}>
          <KeysCard
            title={words.decisions}
            heading={words.decision}
            shares={data.decisions}
            period={period}
          />
        </Col>
        <Col xs={24} xl={12}>
          <ChannelsCard channels={data.channels} period={period} />
        </Col>
        <Col xs={24} xl={12}>
          <KeysCard
            title={words.handovers}
            heading={words.reason}
            shares={data.handovers}
            period={period}
          />
        </Col>
      </Row>
    </>
  );
}
