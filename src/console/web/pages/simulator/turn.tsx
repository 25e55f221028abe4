import { LinkOutlined } from '@ant-design/icons';
import { Button, Collapse, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { Said, SimulatedTurn } from '../../../contract/flows.ts';
import { endings } from '../../words/common.ts';
import { simulator as words } from '../../words/simulator.ts';
import { transcript as transcriptWords } from '../../words/transcript.ts';
import '../transcript/transcript.css';
import { Understanding } from '../transcript/understanding.tsx';
import { Passed } from './passed.tsx';
import './simulator.css';

/** One turn: what was said and answered, and beside it, or folded below it, what was understood. */
export function Turn({
  turn,
  isBeside,
  isClosed,
  onTap,
}: {
  turn: SimulatedTurn;
  /** There is room for the inspection at the side. */
  isBeside: boolean;
  isClosed: boolean;
  onTap: (said: Said, label: string) => void;
}) {
  const { said, led, replies, passed, ending } = turn;
  const inspection = (
    <Flex vertical gap="small">
      <Understanding message={turn} />
      {passed.length > 0 && (
        <section>
          <Typography.Text type="secondary">{words.passed}</Typography.Text>
          <Passed passed={passed} />
        </section>
      )}
    </Flex>
  );
  return (
    <li className={`turn ${isBeside ? '' : 'turn-narrow'}`}>
      <Flex vertical gap="small" style={{ minWidth: 0 }}>
        <Bubble isOfficer note={led ? words.led : undefined}>
          <div className="bubble-text">{said}</div>
        </Bubble>
        {replies.length === 0 && (
          <Typography.Text type="secondary">{words.noReply}</Typography.Text>
        )}
        {replies.map((reply, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: replies of a turn never change places
          <Bubble key={i}>
            <div className="bubble-text">{reply.text}</div>
            {reply.link && (
              <span>
                <LinkOutlined aria-label={transcriptWords.link} /> {reply.link.label} (
                {reply.link.host})
              </span>
            )}
            {reply.buttons.length > 0 && (
              <Flex wrap gap="small">
                {reply.buttons.map(({ label, payload }) => (
                  <Button
                    key={payload}
                    className="bubble-button"
                    disabled={isClosed}
                    onClick={() => onTap({ tap: payload }, label)}
                  >
                    {label}
                  </Button>
                ))}
              </Flex>
            )}
          </Bubble>
        ))}
      </Flex>
      {isBeside ? (
        <section className="understanding" aria-label={words.inspection}>
          {inspection}
        </section>
      ) : (
        <Collapse
          size="small"
          items={[
            {
              key: 'inspection',
              label: `${words.inspection} · ${endings[ending]}`,
              children: inspection,
            },
          ]}
        />
      )}
    </li>
  );
}

/** What was said, by the officer in the person's place or by the assistant. */
export function Bubble({
  isOfficer = false,
  note,
  children,
}: {
  isOfficer?: boolean;
  note?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={`bubble ${isOfficer ? 'bubble-in' : 'bubble-out'}`}>
      <Typography.Text type="secondary" className="bubble-head">
        {isOfficer ? words.officer : words.assistant}
        {note !== undefined && `, ${note}`}
      </Typography.Text>
      <div className="bubble-body">{children}</div>
    </div>
  );
}
