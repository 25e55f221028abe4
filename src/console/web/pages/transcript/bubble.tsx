import { LinkOutlined, WarningOutlined } from '@ant-design/icons';
import { Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { MessageSeen } from '../../../contract/conversations.ts';
import { figure, moment } from '../../format.ts';
import { failureIn, platformWords } from '../../parts/failure.ts';
import { failures } from '../../words/failures.ts';
import { transcript as words } from '../../words/transcript.ts';

/** What was said, by whom and when, with whatever hangs on it. */
export function Bubble({ message, children }: { message: MessageSeen; children: ReactNode }) {
  const isIn = message.direction === 'in';
  const isMeant = useLocation().hash === `#${message.seq}`;
  return (
    <div
      id={String(message.seq)}
      tabIndex={-1}
      className={`bubble ${isIn ? 'bubble-in' : 'bubble-out'} ${isMeant ? 'bubble-meant' : ''}`}
    >
      <Typography.Text type="secondary" className="bubble-head">
        {isIn ? words.fromPerson : words.fromAssistant},{' '}
        <time dateTime={message.at}>{moment(message.at)}</time>
      </Typography.Text>
      <div className="bubble-body">{children}</div>
    </div>
  );
}

/** A reply, with its buttons and its link, and what became of it where it did not simply arrive. */
export function ReplyBubble({ reply }: { reply: MessageSeen }) {
  const { link, buttons, delivery } = reply;
  return (
    <Bubble message={reply}>
      <div className="bubble-text">{reply.text}</div>
      {buttons.length > 0 && (
        <ul className="bubble-buttons" aria-label={words.buttons}>
          {buttons.map((label) => (
            <li key={label}>
              <Tag variant="outlined" style={{ marginInlineEnd: 0, whiteSpace: 'normal' }}>
                {label}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      {link && (
        <Flex wrap gap={8} align="center">
          <span>
            <LinkOutlined aria-label={words.link} /> {link.label} ({link.host})
          </span>
          <Tag color={link.openedAt === null ? 'default' : 'green'}>
            {link.openedAt === null ? words.notOpened : words.opened(moment(link.openedAt))}
          </Tag>
        </Flex>
      )}
      {delivery && delivery.status !== 'sent' && <Undelivered delivery={delivery} />}
    </Bubble>
  );
}

function Undelivered({ delivery }: { delivery: NonNullable<MessageSeen['delivery']> }) {
  const { status, attempts, error } = delivery;
  if (status === 'pending') {
    return (
      <Typography.Text type="secondary">
        {attempts > 0 ? words.pendingAgain(figure(attempts)) : words.pending}
      </Typography.Text>
    );
  }
  if (status === 'superseded') {
    return <Typography.Text type="secondary">{words.superseded}</Typography.Text>;
  }
  const { name } = failures[failureIn(error)];
  return (
    <div className="bubble-failed">
      <Typography.Text type="danger" strong>
        <WarningOutlined aria-hidden /> {words.failed(figure(attempts))}: {name}
      </Typography.Text>
      {error !== null && (
        <div>
          <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
            {words.platformSays}: {platformWords(error)}
          </Typography.Text>
        </div>
      )}
    </div>
  );
}
