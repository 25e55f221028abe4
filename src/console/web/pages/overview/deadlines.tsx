import { Card, Col, Row, Statistic, Typography } from 'antd';
import type { Overview } from '../../../contract/statistics.ts';
import { day, figure } from '../../format.ts';
import { spanOf, spanTitle } from '../../parts/span.ts';
import { overview as words } from '../../words/overview.ts';

/** How long the offer lasts, and until the next quarterly report is due. */
export function Deadlines({ offer, report }: Pick<Overview, 'offer' | 'report'>) {
  const left = offer.daysLeft === 0 ? words.lastDayToday : words.daysLeft(figure(offer.daysLeft));
  return (
    <Row gutter={[16, 16]}>
      <Deadline
        title={words.offer}
        value={offer.ended ? words.offerEnded : left}
        notes={[(offer.ended ? words.lastDayWas : words.lastDay)(day(offer.lastDay))]}
      />
      <Deadline
        title={words.report(spanTitle('quarter', spanOf('quarter', report.quarter)))}
        value={words.workingDaysLeft(figure(report.workingDaysLeft))}
        notes={[
          words.due(day(report.due)),
          ...(report.lastWorkingDay === report.due
            ? []
            : [words.lastWorkingDay(day(report.lastWorkingDay))]),
          words.holidays,
        ]}
      />
    </Row>
  );
}

function Deadline({ title, value, notes }: { title: string; value: string; notes: string[] }) {
  return (
    <Col xs={24} md={12}>
      <Card size="small" style={{ height: '100%' }}>
        <Statistic title={title} valueRender={() => value} />
        <Typography.Text type="secondary">{notes.join(' ')}</Typography.Text>
      </Card>
    </Col>
  );
}
