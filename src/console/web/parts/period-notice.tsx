import { Alert, Flex, Tag, Typography } from 'antd';
import type { Period } from '../../contract/statistics.ts';
import { day } from '../format.ts';
import { period as words } from '../words/period.ts';
import { spanTitle } from './span.ts';

/** Which period the page shows, and how whole its figures are: still running, begun without data, or without any. */
export function PeriodNotice({
  period,
  today,
  firstDay,
}: {
  period: Period;
  today: string;
  firstDay: string | null;
}) {
  return (
    <Flex vertical gap="small">
      <Flex wrap align="center" gap="small">
        <Typography.Text strong>{spanTitle(period.kind, period)}</Typography.Text>
        {period.kind !== 'day' && period.kind !== 'week' && period.kind !== 'programme' && (
          <Typography.Text type="secondary">
            {day(period.start)} – {day(period.end)}
          </Typography.Text>
        )}
        {period.state === 'running' && <Tag color="blue">{words.running}</Tag>}
        {period.partial && <Tag color="orange">{words.partial}</Tag>}
      </Flex>
      {period.state === 'missing' ? (
        <Alert
          type="info"
          showIcon
          title={firstDay === null ? words.empty : words.missing}
          description={firstDay === null ? words.emptyHint : words.missingHint(day(firstDay))}
        />
      ) : (
        <Typography.Text type="secondary">
          {period.state === 'running' && words.runningHint(day(today))}{' '}
          {period.partial && firstDay !== null && words.partialHint(day(firstDay))}
        </Typography.Text>
      )}
    </Flex>
  );
}
