import { Descriptions, Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { outcomeId } from '../../../../engine/rule.ts';
import type { MessageSeen, ReadingSeen, UnderstoodSeen } from '../../../contract/conversations.ts';
import { Masked } from '../../parts/masked.tsx';
import { outcomeName } from '../../parts/outcome.ts';
import { endings } from '../../words/common.ts';
import { transcript as words } from '../../words/transcript.ts';
import { Topics } from './topics.tsx';

/** What was understood of a message, what the rules decided, and how its turn ended. */
export function Understanding({
  message: { understood, decisions, ending },
  readings = understood?.readings,
}: {
  message: Pick<MessageSeen, 'understood' | 'decisions' | 'ending'>;
  /** In place of the message's own, once they are revealed. */
  readings?: readonly ReadingSeen[] | undefined;
}) {
  const items: { key: string; label: string; children: ReactNode }[] = [];
  const say = (label: string, children: ReactNode) =>
    items.push({ key: String(items.length), label, children });

  if (understood) {
    const { pressed, command, smalltalk, attachment, referral } = understood;
    if (pressed !== null) say(words.pressed, pressed);
    if (command !== null) say(words.command, words.commands[command] ?? command);
    for (const reading of readings ?? []) say(words.value, <Reading reading={reading} />);
    if (smalltalk !== null) say(words.smalltalk, words.smalltalks[smalltalk] ?? smalltalk);
    if (attachment !== null) say(words.attachment, words.attachments[attachment] ?? attachment);
    if (referral !== null) say(words.referral, referral);
    const isElse = items.length > 0;
    // A button says what is meant, whatever else its words are like.
    if (pressed === null && understood.candidates.length > 0)
      say(words.topic, <Topics understood={understood} />);
    else if (!isElse) say(words.topic, words.noTopic);
    if (understood.also.length > 0) {
      say(words.also, understood.also.map(({ title }) => title).join('; '));
    }
    const traits = traitsOf(understood);
    if (traits.length > 0) say(words.traits, traits.join('; '));
    if (understood.personal.length > 0) {
      say(
        words.personal,
        understood.personal.map((kind) => words.personals[kind] ?? kind).join(', '),
      );
    }
  }
  for (const decision of decisions) {
    const { sources } = decision;
    say(
      words.decision,
      <Flex vertical gap={2}>
        <span>{outcomeName(`${decision.rule}:${outcomeId(decision)}`)}</span>
        <Typography.Text type="secondary">
          {sources.length === 0 ? words.noSources : words.sources(sources.join('; '))}
        </Typography.Text>
      </Flex>,
    );
  }
  if (ending !== null) say(words.ending, <Tag>{endings[ending]}</Tag>);
  return (
    <Descriptions
      size="small"
      column={1}
      colon={false}
      items={items}
      styles={{ label: { width: 120, flexShrink: 0 }, content: { minWidth: 0 } }}
    />
  );
}

function traitsOf({ foreign, question, correcting, model }: UnderstoodSeen): string[] {
  return [
    ...(foreign ? [words.foreign] : []),
    ...(question ? [words.question] : []),
    ...(correcting ? [words.correcting] : []),
    ...(model === null ? [] : [words.model[model]]),
  ];
}

function Reading({ reading }: { reading: ReadingSeen }) {
  const { value, choices, problem, flow, whole } = reading;
  return (
    <Flex vertical gap={2}>
      <span>
        {value !== null && <Masked text={value} />}
        {choices.length > 0 && <Masked text={words.choices(choices.join(' / '))} />}
        {problem !== null && (words.problems[problem] ?? problem)}
      </span>
      <Typography.Text type="secondary">
        {flow}
        {!whole && `, ${words.inSentence}`}
      </Typography.Text>
    </Flex>
  );
}
