import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Typography } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { type AnswerSeen, answerList } from '../../contract/flows.ts';
import type { Period } from '../../contract/statistics.ts';
import { call } from '../call.ts';
import { figure } from '../format.ts';
import { CardTitle } from '../parts/card-title.tsx';
import { useDefinitions } from '../parts/definitions.ts';
import { DefinitionButton } from '../parts/figure-card.tsx';
import { Page } from '../parts/page.tsx';
import { PeriodFilters, usePeriod } from '../parts/period.tsx';
import { PeriodNotice } from '../parts/period-notice.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { answers as words } from '../words/answers.ts';
import { pages } from '../words/common.ts';
import { AnswerTable } from './answers/answer-table.tsx';
import './answers/answers.css';
import { Filters } from './answers/filters.tsx';
import { byGroup, found, indexed, useSearch } from './answers/search.ts';
import { useSimulatorPanel } from './simulator/place.ts';
import { SimulatorDrawer } from './simulator/simulator-drawer.tsx';

/** Every approved answer: its words and sources, how often it was given and how that went. */
export default function Answers() {
  const { query } = usePeriod();
  const definitions = useDefinitions();
  // Begins the fields anew when everything is cleared.
  const [cleared, setCleared] = useState(0);
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', 'answers', query],
    queryFn: ({ signal }) => call(answerList, { query, signal }),
    placeholderData: keepPreviousData,
  });
  const failed = error ?? definitions.error;
  return (
    <Page title={pages.answers}>
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
          <Filters key={cleared} answers={data.answers} isCleared={cleared > 0} />
          <Found
            answers={data.answers}
            period={data.period}
            onClear={() => setCleared(cleared + 1)}
          />
        </>
      )}
      <SimulatorDrawer />
    </Page>
  );
}

function Found({
  answers,
  period,
  onClear,
}: {
  answers: readonly AnswerSeen[];
  period: Period;
  onClear: () => void;
}) {
  const { query, change } = useSearch();
  const panel = useSimulatorPanel();
  const index = useMemo(() => indexed(answers), [answers]);
  const rows = found(index, query);
  const onTry = ({ title }: AnswerSeen) => panel.open({ ask: title });
  const isGrouped = query.sort === undefined || query.sort === 'group';
  // A link from elsewhere leads to its answer, wherever that stands in the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page is come to
  useEffect(() => {
    if (query.open !== undefined) document.getElementById(`answer-${query.open}`)?.scrollIntoView();
  }, []);

  if (rows.length === 0) {
    return (
      <Flex vertical align="center">
        <Nothing>{words.none}</Nothing>
        <Button
          onClick={() => {
            change({ q: undefined, group: undefined, unknown: undefined });
            onClear();
          }}
        >
          {words.clear}
        </Button>
      </Flex>
    );
  }
  const table = { period, onTry };
  return (
    <>
      <Flex wrap gap="small" align="center" justify="space-between">
        <Typography.Text type="secondary" role="status">
          {words.total(figure(rows.length), figure(answers.length))}
        </Typography.Text>
        <Typography.Text type="secondary" className="no-print">
          {words.given} <DefinitionButton measure="questions" /> · {words.failed}{' '}
          <DefinitionButton measure="answers-failed" />
        </Typography.Text>
      </Flex>
      {isGrouped ? (
        byGroup(rows).map(([title, ofGroup]) => (
          <Card
            key={title}
            size="small"
            title={<CardTitle>{title}</CardTitle>}
            extra={words.ofGroup(figure(ofGroup.length))}
            styles={{ title: { whiteSpace: 'normal' }, body: { padding: 0 } }}
          >
            <AnswerTable label={title} answers={ofGroup} withGroup={false} {...table} />
          </Card>
        ))
      ) : (
        <AnswerTable label={pages.answers} answers={rows} withGroup {...table} />
      )}
    </>
  );
}
