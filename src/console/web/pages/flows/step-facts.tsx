import { Descriptions, Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { conversationsBehind } from '../../parts/behind.ts';
import { DefinitionButton, FigureLink } from '../../parts/figure-card.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { flows as words } from '../../words/flows.ts';
import { isLast } from './layout.ts';
import { aboutOf, type Drawing, leftShareOf, type Step } from './steps.ts';

/** What there is to know of a step beside its words. */
export function StepFacts({
  drawing: { flow, period },
  step,
  kept,
}: {
  drawing: Drawing;
  step: Step;
  kept: string;
}) {
  const { query } = usePeriod();
  const to = (measure: 'steps' | 'steps-left') =>
    conversationsBehind(measure, period, query, `${flow}/${step.step}`);
  const items: { key: string; label: string; children: ReactNode }[] = [];
  const say = (label: string, children: ReactNode) => items.push({ key: label, label, children });
  const about = aboutOf(step);
  if (about !== null) say(LABELS[step.kind] ?? '', <About step={step} about={about} kept={kept} />);
  if (step.sources.length > 0) {
    say(
      words.sources,
      <Flex vertical>
        {step.sources.map((source) => (
          <span key={source}>{source}</span>
        ))}
      </Flex>,
    );
  }
  if (step.choices.length > 0) {
    say(
      words.choices,
      <Flex wrap gap={4}>
        {step.choices.map(({ value, label }) => (
          <Tag key={value} variant="outlined" style={{ marginInlineEnd: 0, whiteSpace: 'normal' }}>
            {label}
          </Tag>
        ))}
      </Flex>,
    );
  }
  say(words.passed, <FigureLink value={step.count} name={words.passed} to={to('steps')} />);
  if (step.kind === 'ask') {
    say(
      words.left,
      <Flex align="center" gap={4}>
        <FigureLink value={step.left} name={words.left} to={to('steps-left')} />
        {leftShareOf(step)}
        <DefinitionButton measure="steps-left" />
      </Flex>,
    );
  }
  if (isLast(step)) say(words.then, words.end);
  return (
    <Descriptions
      size="small"
      column={1}
      colon={false}
      items={items}
      styles={{ label: { width: 150, flexShrink: 0 }, content: { minWidth: 0 } }}
    />
  );
}

const LABELS: Partial<Record<Step['kind'], string>> = {
  decide: words.rule,
  handover: words.reason,
  link: words.offeredLink,
  jump: words.toFlow,
  answer: words.toAnswer,
};

/** `kept`: what of the address goes along to where more is to be seen: the period. */
function About({ step, about, kept }: { step: Step; about: string; kept: string }) {
  if (step.target === null) return about;
  const to =
    step.kind === 'jump'
      ? `/flows/${step.target}?${kept}`
      : `/answers?${new URLSearchParams([...new URLSearchParams(kept), ['open', step.target]])}`;
  return <Link to={to}>{about}</Link>;
}
