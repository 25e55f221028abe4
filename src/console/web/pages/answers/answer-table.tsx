import { Button, Flex, Grid, Tag, Typography } from 'antd';
import type { AnswerSeen } from '../../../contract/flows.ts';
import type { Period } from '../../../contract/statistics.ts';
import { figure, percent } from '../../format.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { FigureLink } from '../../parts/figure-card.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { answers as words } from '../../words/answers.ts';
import { AnswerFull, validityOf } from './answer-full.tsx';
import { useSearch } from './search.ts';

/** Answers with how they fared; each unfolds to all there is of it. */
export function AnswerTable({
  label,
  answers,
  period,
  withGroup,
  onTry,
}: {
  label: string;
  answers: readonly AnswerSeen[];
  period: Period;
  /** Groups are named where the table holds several. */
  withGroup: boolean;
  onTry: (answer: AnswerSeen) => void;
}) {
  const { query, change } = useSearch();
  const filters = usePeriod().query;
  const isWide = Grid.useBreakpoint().md ?? true;
  const toggle = ({ topic }: AnswerSeen) =>
    change({ open: query.open === topic ? undefined : topic }, { replace: true });
  return (
    <DataTable<AnswerSeen>
      label={label}
      rowKey="topic"
      dataSource={[...answers]}
      pagination={false}
      scroll={{}}
      tableLayout="fixed"
      expandable={{
        expandedRowKeys: query.open === undefined ? [] : [query.open],
        showExpandColumn: false,
        expandedRowRender: (answer) => <AnswerFull answer={answer} onTry={onTry} />,
      }}
      columns={[
        {
          title: words.title,
          render: (_, answer) => (
            <Flex vertical gap={4} align="start" id={`answer-${answer.topic}`}>
              <Button
                type="link"
                className="answer-title"
                aria-expanded={query.open === answer.topic}
                onClick={() => toggle(answer)}
              >
                {answer.title}
              </Button>
              {withGroup && <Typography.Text type="secondary">{answer.groupTitle}</Typography.Text>}
              <Flex wrap gap={4}>
                {answer.unknown && <Tag color="orange">{words.unknown}</Tag>}
                {(answer.validFrom ?? answer.validUntil) !== null && (
                  <Tag color="blue">{validityOf(answer)}</Tag>
                )}
              </Flex>
            </Flex>
          ),
        },
        {
          title: words.given,
          align: 'right',
          width: isWide ? 150 : 72,
          render: (_, { topic, title, given }) => (
            <FigureLink
              value={given}
              name={title}
              to={conversationsBehind('questions', period, filters, topic)}
            />
          ),
        },
        {
          title: words.failed,
          align: 'right',
          width: isWide ? 190 : 84,
          render: (_, { given, failed }) => (
            <>
              {figure(failed)}
              {!!given && failed !== null && ` (${percent(failed / given)})`}
            </>
          ),
        },
      ]}
    />
  );
}
