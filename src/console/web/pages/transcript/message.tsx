import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Collapse, Flex, Grid, Popconfirm, Typography } from 'antd';
import {
  type MessageSeen,
  type ReadingSeen,
  revealMessage,
} from '../../../contract/conversations.ts';
import { call } from '../../call.ts';
import { Masked } from '../../parts/masked.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay } from '../../session.tsx';
import { endings } from '../../words/common.ts';
import { transcript as words } from '../../words/transcript.ts';
import { Bubble, ReplyBubble } from './bubble.tsx';
import type { Turn } from './turn.ts';
import { Understanding } from './understanding.tsx';

/**
 * A message, its replies, and what was understood of it: beside it, on a phone folded below it. What
 * is hidden can be shown here, in message and understanding alike.
 */
export function TurnSeen({ conversation, turn }: { conversation: string; turn: Turn }) {
  const { message, replies } = turn;
  const reveal = useMutation({
    mutationFn: (seq: number) => call(revealMessage, { query: { id: conversation, seq } }),
  });
  return (
    <li className="turn">
      <Flex vertical gap="small" style={{ minWidth: 0 }}>
        {message && (
          <Bubble message={message}>
            <Flex vertical gap={4} align="start">
              <div className="bubble-text">
                {reveal.data ? reveal.data.text : <Said message={message} />}
              </div>
              {message.masked && <Reveal seq={message.seq} reveal={reveal} />}
            </Flex>
          </Bubble>
        )}
        {replies.map((reply) => (
          <ReplyBubble key={reply.seq} reply={reply} />
        ))}
      </Flex>
      {message && <Beside message={message} readings={reveal.data?.readings} />}
    </li>
  );
}

function Said({ message: { text, understood } }: { message: MessageSeen }) {
  if (text !== '') return <Masked text={text} />;
  const attachment = understood?.attachment;
  const instead =
    understood?.pressed ?? (attachment && (words.attachments[attachment] ?? attachment));
  return <Typography.Text italic>{instead ?? words.noText}</Typography.Text>;
}

function Reveal({
  seq,
  reveal,
}: {
  seq: number;
  reveal: {
    mutate(seq: number): void;
    reset(): void;
    isPending: boolean;
    data?: unknown;
    error: unknown;
  };
}) {
  if (!useMay()('reveal-personal')) return null;
  if (reveal.data !== undefined) {
    return (
      <div>
        <Typography.Text type="secondary">{words.revealed} </Typography.Text>
        <Button icon={<EyeInvisibleOutlined />} onClick={reveal.reset}>
          {words.conceal}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Popconfirm
        title={words.revealTitle}
        description={words.revealHint}
        okText={words.reveal}
        placement="bottomLeft"
        okButtonProps={{ size: 'middle' }}
        cancelButtonProps={{ size: 'middle' }}
        styles={{ container: { maxWidth: 340 } }}
        onConfirm={() => reveal.mutate(seq)}
      >
        <Button
          className="no-print"
          icon={<EyeOutlined />}
          loading={reveal.isPending}
          aria-label={words.revealLabel(seq)}
        >
          {words.reveal}
        </Button>
      </Popconfirm>
      <Problem error={reveal.error} />
    </>
  );
}

function Beside({
  message,
  readings,
}: {
  message: MessageSeen;
  readings: readonly ReadingSeen[] | undefined;
}) {
  const isWide = Grid.useBreakpoint().lg ?? true;
  const understanding = <Understanding message={message} readings={readings} />;
  if (isWide) {
    return (
      <section className="understanding" aria-label={words.understood}>
        {understanding}
      </section>
    );
  }
  const ending = message.ending === null ? '' : ` · ${endings[message.ending]}`;
  return (
    <Collapse
      size="small"
      items={[
        { key: 'understood', label: `${words.understood}${ending}`, children: understanding },
      ]}
    />
  );
}
