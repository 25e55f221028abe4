import { Descriptions, Flex, Tag, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { figure } from '../../format.ts';
import { flows as words } from '../../words/flows.ts';
import { isLast } from './layout.ts';
import { aboutOf, leftOf, type Step } from './steps.ts';

/** What there is to know of a step beside its words. */
export function StepFacts({ step, kept }: { step: Step; kept: string }) {
  const items: { key: string; label: ReactNode; children: ReactNode }[] = [];
  const say = (label: string, children: ReactNode, hint?: string) =>
    items.push({
      key: label,
      label: hint === undefined ? label : <Tooltip title={hint}>{label}</Tooltip>,
      children,
    });
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
  say(words.passed, figure(step.passed));
  if (step.left !== null) {
    say(words.left, leftOf(step), words.leftHint);
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
