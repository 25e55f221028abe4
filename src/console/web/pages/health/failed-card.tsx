import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Card, Flex, Select, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { failedItems } from '../../../contract/health.ts';
import { call } from '../../call.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { channelName } from '../../parts/names.ts';
import { Failed, Loading, Nothing } from '../../parts/states.tsx';
import { health as words } from '../../words/health.ts';
import { FailedItems } from './failed-items.tsx';

/** What could not be delivered, each to be tried once more; of the channel that the address names. */
export function FailedCard({ channels }: { channels: readonly string[] }) {
  const [params, setParams] = useSearchParams();
  const channel = channels.find((name) => name === params.get('channel'));
  const { data, error, refetch } = useQuery({
    queryKey: ['health', 'failed', channel],
    queryFn: ({ signal }) =>
      call(failedItems, { query: channel === undefined ? {} : { channel }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      size="small"
      styles={{ title: { whiteSpace: 'normal' } }}
      title={<CardTitle>{words.failed}</CardTitle>}
    >
      <Flex vertical gap="small">
        <Flex wrap gap="small" justify="space-between" align="center">
          <Typography.Text type="secondary">{words.failedHint}</Typography.Text>
          <Select<string | null>
            allowClear
            className="no-print"
            aria-label={words.channel}
            placeholder={words.everyChannel}
            style={{ width: 240 }}
            options={channels.map((value) => ({ value, label: channelName(value) }))}
            value={channel ?? null}
            onChange={(chosen) => setParams(chosen == null ? {} : { channel: chosen })}
          />
        </Flex>
        {error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Nothing>{words.noFailed}</Nothing>
        ) : (
          <FailedItems items={data.items} />
        )}
      </Flex>
    </Card>
  );
}
