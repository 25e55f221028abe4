import { Card, Col, Row, Tag, Typography } from 'antd';
import type { Definition } from '../../../contract/statistics.ts';
import { day } from '../../format.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { statistics as words } from '../../words/statistics.ts';

/** How everything is counted, in the words of the one file that also counts it. */
export function DefinitionList({
  definitions,
  firstDay,
}: {
  definitions: readonly Definition[];
  firstDay: string | null;
}) {
  return (
    <Card size="small" title={<CardTitle>{words.definitions}</CardTitle>}>
      {firstDay !== null && (
        <Typography.Paragraph>{words.firstDay(day(firstDay))}</Typography.Paragraph>
      )}
      <Row gutter={[32, 16]}>
        {definitions.map(({ id, name, unit, words: how, adds }) => (
          <Col key={id} xs={24} lg={12}>
            <h3 style={{ margin: '0 0 4px', fontSize: 14 }}>
              {name}{' '}
              <Typography.Text type="secondary" style={{ fontWeight: 400 }}>
                ({unit})
              </Typography.Text>{' '}
              {adds === 'distinct' && <Tag>{words.distinct}</Tag>}
            </h3>
            {how}
          </Col>
        ))}
      </Row>
    </Card>
  );
}
