import { Card, Col, Row, Statistic, Typography } from 'antd';
import type { Overview } from '../../../contract/statistics.ts';
import { day, figure } from '../../format.ts';
import { spanOf, spanTitle } from '../../parts/span.ts';
import { overview as words } from '../../words/overview.ts';

/** How long the offer lasts, and until the next quarterly report is due. */
export function Deadlines({ today, offer, report }: Pick<Overview, 'today' | 'offer' | 'report'>) {
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
        value={leftUntil(report, today)}
        notes={[
          words.due(day(report.due)),
          ...(report.lastWorkingDay === report.due
            ? []
            : [words.lastWorkingDay(day(report.lastWorkingDay))]),
          words.workingDays,
          report.holidaysTakenOff ? words.holidaysTakenOff : words.holidays,
        ]}
      />
    </Row>
  );
}

function leftUntil({ due, workingDaysLeft }: Overview['report'], today: string): string {
  if (today === due) return words.dueToday;
  return workingDaysLeft === 0
    ? words.noWorkingDay
    : words.workingDaysLeft(figure(workingDaysLeft));
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
