import { SendOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Input, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { CallError } from '../../call.ts';
import { day as shown } from '../../format.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { simulator as words } from '../../words/simulator.ts';
import { transcript } from '../../words/transcript.ts';
import { usePlace } from './place.ts';
import { Settings } from './settings.tsx';
import { Bubble, Turn } from './turn.tsx';
import { type Simulation, useSimulation } from './use-simulation.ts';

/**
 * Plays a conversation with the real assistant, on any day and from any step, and shows what was
 * understood. Another step begins another conversation; another day plays the same one anew.
 */
export function Simulator({ isBeside }: { isBeside: boolean }) {
  const { from, ask } = usePlace().query;
  return <Played key={`${from} ${ask}`} isBeside={isBeside} />;
}

function Played({ isBeside }: { isBeside: boolean }) {
  const { query } = usePlace();
  const simulation = useSimulation(query);
  const { data, error, day, waiting, isFull, say } = simulation;
  const log = useRef<HTMLDivElement>(null);
  const count = data?.turns.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added is what is to be seen
  useEffect(() => {
    const last = log.current?.querySelector('ol')?.lastElementChild;
    // Also where the answers before the step it begins at have been played.
    if (simulation.hasSaid || count > 1) last?.scrollIntoView({ block: 'nearest' });
  }, [count, waiting.length]);

  return (
    <Flex vertical gap="middle">
      <Typography.Text type="secondary">
        {words.noTrace} {transcript.scoreHint}
      </Typography.Text>
      <Settings simulation={simulation} />
      {data !== undefined && day !== undefined && day > data.lastDay && (
        <Alert
          type="warning"
          showIcon
          title={words.late(shown(data.lastDay))}
          description={words.lateHint}
        />
      )}
      {data?.unreachable === true && (
        <Alert type="info" showIcon title={words.unreachable} description={words.unreachableHint} />
      )}
      {error ? (
        error instanceof CallError && error.status === 413 ? (
          <Alert type="warning" showIcon title={words.tooLong} />
        ) : (
          <Failed error={error} onRetry={() => void simulation.refetch()} />
        )
      ) : data === undefined ? (
        <Loading />
      ) : (
        <div ref={log} role="log" aria-label={words.conversation}>
          {count === 0 && waiting.length === 0 && !data.unreachable && (
            <Typography.Text type="secondary">{words.empty}</Typography.Text>
          )}
          <ol className="turns simulated">
            {data.turns.map((turn, i) => (
              <Turn
                // biome-ignore lint/suspicious/noArrayIndexKey: a turn is known by its place
                key={i}
                turn={turn}
                isBeside={isBeside}
                isClosed={isFull}
                onTap={say}
              />
            ))}
            {waiting.map((shown, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what waits is known by its place
              <li key={i} className="turn turn-narrow">
                <Bubble isOfficer note={words.waiting}>
                  <div className="bubble-text">{shown}</div>
                </Bubble>
              </li>
            ))}
          </ol>
        </div>
      )}
      <Field simulation={simulation} laidReady={query.ask ?? ''} />
    </Flex>
  );
}

/** Where the officer types; Enter sends. */
function Field({ simulation, laidReady }: { simulation: Simulation; laidReady: string }) {
  const { isFull, data, say } = simulation;
  const [text, setText] = useState(laidReady);
  const isClosed = isFull || data === undefined || data.unreachable;
  const send = () => {
    const words = text.trim();
    if (words === '' || isClosed) return;
    say({ text: words }, words);
    setText('');
  };
  return (
    <Form className="simulator-field no-print" onFinish={send}>
      {isFull && <Alert type="info" showIcon title={words.full} style={{ marginBottom: 8 }} />}
      <Flex gap="small" align="end">
        <Input.TextArea
          aria-label={words.field}
          placeholder={words.placeholder}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={500}
          disabled={isClosed}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={(event) => {
            // Enter ends a syllable of Vietnamese input methods, too.
            if (event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button
          type="primary"
          htmlType="submit"
          icon={<SendOutlined />}
          disabled={isClosed || text.trim() === ''}
        >
          {words.send}
        </Button>
      </Flex>
    </Form>
  );
}
