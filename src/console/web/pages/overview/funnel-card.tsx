import { Grid } from 'antd';
import { useMemo } from 'react';
import type { Funnel, Period, Stage } from '../../../contract/statistics.ts';
import { figure, percent } from '../../format.ts';
import { barNames, barsOption } from '../../parts/bars.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { useCaption } from '../../parts/caption.ts';
import { ChartCard } from '../../parts/chart-card.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { DefinitionButton, FigureLink } from '../../parts/figure-card.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { overview as words } from '../../words/overview.ts';
import { stages as stageNames } from '../../words/statistics-keys.ts';

const WENT_ON = '#0b5cad';
const LEFT = '#b45309';

/**
 * A check from its start to the opened link: how many came to each stage, and at which question they
 * stopped. Each stage is a bar of its own and none is joined to the next, as not everyone is asked
 * everything.
 */
export function FunnelCard({ funnel, period }: { funnel: Funnel; period: Period }) {
  const { flow, title, stages } = funnel;
  const { query } = usePeriod();
  const caption = useCaption(period);
  const started = stages.find(({ kind }) => kind === 'started')?.value ?? 0;
  const isWide = Grid.useBreakpoint().md ?? true;
  const names = useMemo(
    () =>
      barNames(
        stages.map((stage) => firstSentence(nameOf(stage))),
        isWide,
      ),
    [stages, isWide],
  );
  const option = useMemo(
    () =>
      barsOption(
        names,
        [
          {
            name: words.wentOn,
            color: WENT_ON,
            values: stages.map(({ value, left }) => Math.max(0, value - (left?.value ?? 0))),
          },
          { name: words.left, color: LEFT, values: stages.map(({ left }) => left?.value ?? 0) },
        ],
        (index) => {
          const { value = 0, left = null } = stages[index] ?? {};
          return words.ending(
            figure(value),
            percent(started === 0 ? null : value / started),
            left === null || left.value === 0 ? null : figure(left.value),
          );
        },
        150,
      ),
    [names, stages, started],
  );
  const to = ({ definition, step }: Pick<Stage, 'definition' | 'step'>) =>
    conversationsBehind(definition, period, query, step ?? flow);
  const toLeft = ({ left, step }: Stage) =>
    left ? to({ definition: left.definition, step }) : undefined;
  const notes = [
    words.funnelCount,
    ...(stages.some(({ branch }) => branch) ? [words.funnelBranches] : []),
    words.funnelLinks,
  ];
  return (
    <ChartCard
      title={title}
      info={
        <DefinitionButton
          name={title}
          measures={[
            ...new Set(
              stages.flatMap(({ definition, left }) => [
                definition,
                ...(left ? [left.definition] : []),
              ]),
            ),
          ]}
        />
      }
      caption={caption}
      option={option}
      height={names.height(true)}
      {...(stages.every(({ value }) => value === 0) && { empty: words.noFunnels })}
      note={notes.join(' ')}
      behind={({ index, series }) => {
        const stage = stages[index];
        // What is written behind a bar is of its last part, also where nobody stopped.
        return stage && (series === words.left && stage.left?.value ? toLeft : to)(stage);
      }}
      table={
        <DataTable<Stage>
          label={title}
          rowKey={({ kind, step }) => step ?? kind}
          dataSource={stages}
          pagination={false}
          columns={[
            {
              title: words.stage,
              render: (_, stage) => (
                <div
                  style={{
                    minWidth: 130,
                    maxWidth: 'min(420px, 45vw)',
                    display: 'flex',
                    alignItems: 'center',
                  }}
                >
                  {nameOf(stage)}
                  <DefinitionButton measure={stage.definition} />
                </div>
              ),
            },
            {
              title: words.conversations,
              align: 'right',
              render: (_, stage) => (
                <FigureLink value={stage.value} name={nameOf(stage)} to={to(stage)} />
              ),
            },
            {
              title: words.ofStarted,
              align: 'right',
              render: (_, { value }) => percent(started === 0 ? null : value / started),
            },
            {
              title: words.left,
              align: 'right',
              render: (_, stage) =>
                stage.left !== null && (
                  <FigureLink
                    value={stage.left.value}
                    name={`${words.left}, ${nameOf(stage)}`}
                    to={toLeft(stage)}
                  />
                ),
            },
          ]}
        />
      }
    />
  );
}

function nameOf({ kind, label, step, branch }: Stage): string {
  const name = kind === 'asked' ? (label ?? step ?? stageNames.asked) : stageNames[kind];
  return branch ? words.branchStage(name) : name;
}

/** What is asked, without what is said to help; the table has all of it. */
function firstSentence(text: string): string {
  return /^.*?[.?](?=\s|$)/.exec(text)?.[0] ?? text;
}
