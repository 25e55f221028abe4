import { InfoCircleOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Popover, Statistic, Typography } from 'antd';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Figure, Measure } from '../../contract/statistics.ts';
import { figure as shown } from '../format.ts';
import { useMay } from '../session.tsx';
import { figures as words } from '../words/figures.ts';
import { useDefinition, useDefinitions } from './definitions.ts';
import { useStale } from './stale.tsx';

/** A button that says how a measure is counted, or several that stand together under a name. */
export function DefinitionButton(
  of: { measure: Measure } | { name: string; measures: readonly Measure[] },
) {
  const { data } = useDefinitions();
  const measures = 'measure' in of ? [of.measure] : of.measures;
  const found = measures.flatMap(
    (measure) => data?.definitions.find(({ id }) => id === measure) ?? [],
  );
  if (found.length === 0) return null;
  return (
    <Popover
      trigger="click"
      styles={{ container: { maxWidth: 340, maxHeight: '80vh', overflow: 'auto' } }}
      content={found.map(({ id, name, words: text, unit, adds }) => (
        <Fragment key={id}>
          <Typography.Text strong>{name}</Typography.Text>
          <Typography.Paragraph style={{ marginBlock: 8 }}>{text}</Typography.Paragraph>
          <Typography.Paragraph type="secondary">
            {words.unit(unit)}. {adds === 'distinct' && words.distinct}
          </Typography.Paragraph>
        </Fragment>
      ))}
    >
      <Button
        type="text"
        className="no-print"
        icon={<InfoCircleOutlined />}
        aria-label={words.definition('name' in of ? of.name : found[0]!.name)}
      />
    </Popover>
  );
}

/** A figure that leads to the conversations behind it, for whoever may read them; "–" where there is no data. */
export function FigureLink({
  value,
  name,
  to,
}: {
  value: number | null;
  /** What it counts, for those who hear the link without its place. */
  name: string;
  to: string | undefined;
}) {
  const may = useMay();
  const isStale = useStale();
  const text = shown(value);
  if (to === undefined || !value || isStale || !may('see-conversations')) {
    return <span>{text}</span>;
  }
  return (
    <Link to={to} aria-label={words.behind(name, text)}>
      {text}
    </Link>
  );
}

/** A figure with its name, its definition at hand, and the way to the conversations behind it. */
export function FigureCard({ figure, to }: { figure: Figure; to: string | undefined }) {
  const name = useDefinition(figure.definition)?.name ?? '';
  return (
    <Card size="small" style={{ height: '100%' }} styles={{ body: { height: '100%' } }}>
      <Flex vertical justify="space-between" style={{ height: '100%' }}>
        <Flex justify="space-between" align="start" gap={4}>
          <Typography.Text type="secondary" style={{ lineHeight: '20px', paddingBlock: 6 }}>
            {name}
          </Typography.Text>
          <DefinitionButton measure={figure.definition} />
        </Flex>
        <Statistic
          value={figure.value ?? ''}
          valueRender={() => <FigureLink value={figure.value} name={name} to={to} />}
        />
      </Flex>
    </Card>
  );
}
