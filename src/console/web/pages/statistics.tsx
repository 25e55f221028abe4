import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Card, Flex, Form, Select, Statistic, Typography } from 'antd';
import { breakdown, type Definition } from '../../contract/statistics.ts';
import { call } from '../call.ts';
import { conversationsBehind } from '../parts/behind.ts';
import { useDefinitions } from '../parts/definitions.ts';
import { FigureLink } from '../parts/figure-card.tsx';
import { Page } from '../parts/page.tsx';
import { PeriodFilters, usePeriod } from '../parts/period.tsx';
import { PeriodNotice } from '../parts/period-notice.tsx';
import { StaleWhen } from '../parts/stale.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { StatisticsFileButton } from '../parts/statistics-file.tsx';
import { pages } from '../words/common.ts';
import { statistics as words } from '../words/statistics.ts';
import { BreakdownCard } from './statistics/breakdown-card.tsx';
import { useChoice } from './statistics/choice.ts';
import { DefinitionList } from './statistics/definition-list.tsx';
import { SeriesCard } from './statistics/series-card.tsx';

/** Any measure of a period: over time, and by channel, by source or by its own key. */
export default function Statistics() {
  const { data, error, refetch } = useDefinitions();
  return (
    <Page title={pages.statistics} extra={<StatisticsFileButton />}>
      <PeriodFilters />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <Figures {...data} />
      )}
    </Page>
  );
}

function Figures({
  definitions,
  today,
  firstDay,
}: {
  definitions: readonly Definition[];
  today: string;
  firstDay: string | null;
}) {
  const { choice, choose } = useChoice(definitions);
  const definition = definitions.find(({ id }) => id === choice.measure)!;
  return (
    <>
      <Form.Item
        label={words.measure}
        htmlFor="measure"
        className="no-print"
        style={{ margin: 0, maxWidth: 480 }}
      >
        <Select
          id="measure"
          showSearch={{ optionFilterProp: 'label' }}
          options={definitions.map(({ id, name }) => ({ value: id, label: name }))}
          value={choice.measure}
          onChange={(measure) => choose({ measure, by: undefined, key: undefined })}
        />
      </Form.Item>
      <Total definition={definition} today={today} firstDay={firstDay} />
      <SeriesCard definition={definition} choice={choice} choose={choose} />
      <BreakdownCard definition={definition} choice={choice} choose={choose} />
      <DefinitionList definitions={definitions} firstDay={firstDay} />
    </>
  );
}

/** The whole period's figure, with its definition in full. */
function Total({
  definition: { id: measure, name, words: how },
  today,
  firstDay,
}: {
  definition: Definition;
  today: string;
  firstDay: string | null;
}) {
  const { query } = usePeriod();
  const asked = { ...query, measure, by: 'channel' as const };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistics', 'breakdown', asked],
    queryFn: ({ signal }) => call(breakdown, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { period, total } = data;
  return (
    <StaleWhen when={isPlaceholderData}>
      <PeriodNotice period={period} today={today} firstDay={firstDay} />
      <Card size="small">
        <Flex wrap gap="large" align="center">
          <Statistic
            title={name}
            valueRender={() => (
              <FigureLink
                value={total}
                name={name}
                to={conversationsBehind(measure, period, query)}
              />
            )}
          />
          <Typography.Text type="secondary" style={{ flex: '1 1 320px', maxWidth: 820 }}>
            {how}
          </Typography.Text>
        </Flex>
      </Card>
    </StaleWhen>
  );
}
