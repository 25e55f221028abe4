import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Card, Flex, Typography } from 'antd';
import { Link, type LinkProps } from 'react-router';
import { misunderstood } from '../../../contract/misunderstood.ts';
import type { Period } from '../../../contract/statistics.ts';
import { call } from '../../call.ts';
import { figure } from '../../format.ts';
import { misunderstoodBehind, misunderstoodOf } from '../../parts/behind.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { Masked } from '../../parts/masked.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { useStale } from '../../parts/stale.tsx';
import { Failed, Loading, Nothing } from '../../parts/states.tsx';
import { misunderstood as groupWords } from '../../words/misunderstood.ts';
import { overview as words } from '../../words/overview.ts';

const GROUPS = 5;

/** The first groups of what was not understood, for who may read what people wrote. */
export function MisunderstoodCard({ period }: { period: Period }) {
  const { query } = usePeriod();
  const filter = misunderstoodOf(period, query);
  const address = misunderstoodBehind(period, query);
  const { data, error, refetch } = useQuery({
    queryKey: ['misunderstood', 'overview', filter],
    queryFn: ({ signal }) => call(misunderstood, { query: { ...filter, size: GROUPS }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      size="small"
      style={{ height: '100%' }}
      styles={{ title: { whiteSpace: 'normal' } }}
      title={<CardTitle>{words.misunderstood}</CardTitle>}
    >
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.groups.length === 0 ? (
        <Nothing>{groupWords.none}</Nothing>
      ) : (
        <Flex component="ol" vertical gap="small" style={{ margin: 0, paddingInlineStart: 20 }}>
          {data.groups.map(({ id, count, examples }) => (
            <li key={id}>
              <Way to={`${address}&group=${id}`} style={{ overflowWrap: 'anywhere' }}>
                <Masked text={examples[0]?.text ?? ''} />
              </Way>{' '}
              <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
                {groupWords.counted(figure(count))}
              </Typography.Text>
            </li>
          ))}
        </Flex>
      )}
      <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
        <Way to={address} style={{ textDecoration: 'underline' }}>
          {words.notUnderstood}
        </Way>
        . {words.notUnderstoodHint}
      </Typography.Paragraph>
    </Card>
  );
}

function Way({ to, ...shown }: Pick<LinkProps, 'to' | 'style' | 'children'>) {
  return useStale() ? <span {...shown} /> : <Link to={to} {...shown} />;
}
