import { Alert, Card, Col, Row, Statistic, Typography } from 'antd';
import type { ReactNode } from 'react';
import { figure, moment } from '../../format.ts';
import { channelName } from '../../parts/names.ts';
import { health as words } from '../../words/health.ts';
import { ago } from './ago.ts';
import type { Health } from './read.ts';

/** Failed messages and replies are counted up to here. */
const COUNTED = 1000;

const counted = (count: number) =>
  count < COUNTED ? figure(count) : words.atLeast(figure(COUNTED));

/** From so many on officers should know that what they see is not all; a busy second brings fewer. */
const BEHIND = 1000;

/** What needs someone, in words; nothing is left to colour. */
export function Verdict({ health }: { health: Health }) {
  const { failed, channels, empty } = health;
  const behind = Math.max(0, ...health.lag.map(({ waiting }) => waiting));
  const named = (those: Health['channels']) =>
    those.map(({ channel }) => channelName(channel)).join(', ');
  const dead = channels.filter(({ trouble }) => trouble !== null);
  const failing = channels.filter(({ errors }) => errors.length > 0);
  const lines = [
    ...(dead.length === 0 ? [] : [words.dead(named(dead))]),
    ...(failing.length === 0 ? [] : [words.failing(named(failing))]),
    ...(failed.messages === 0 ? [] : [words.unanswered(counted(failed.messages))]),
    ...(failed.replies === 0 ? [] : [words.unsent(counted(failed.replies))]),
    ...(behind < BEHIND ? [] : [words.behind(figure(behind))]),
    ...(empty.length === 0 ? [] : [words.notSet(figure(empty.length))]),
  ];
  if (lines.length === 0) return <Alert type="success" showIcon title={words.good} />;
  return (
    <Alert
      type={lines.length > (empty.length === 0 ? 0 : 1) ? 'warning' : 'info'}
      showIcon
      title={words.bad}
      description={lines.map((line) => <div key={line}>{line}</div>)}
    />
  );
}

/** Queues, failures, database and processes. */
export function Glance({ health }: { health: Health }) {
  const { at, inbox, outbox, failed, lag, database, nodes } = health;
  const late = lag.filter(({ waiting }) => waiting > 0);
  const waiting = ({ oldestAt }: Health['inbox']) =>
    oldestAt === null ? words.nothingWaits : words.since(ago(oldestAt, at));
  const kept = (count: number) => (count === 0 ? words.noneFailed : words.onRecord);
  return (
    <section aria-label={words.glance}>
      <Row gutter={[12, 12]}>
        <One name={words.inbox} value={figure(inbox.depth)} more={waiting(inbox)} />
        <One name={words.outbox} value={figure(outbox.depth)} more={waiting(outbox)} />
        <One
          name={words.failedMessages}
          value={counted(failed.messages)}
          more={kept(failed.messages)}
        />
        <One
          name={words.failedReplies}
          value={counted(failed.replies)}
          more={kept(failed.replies)}
        />
        <One
          name={words.lag}
          value={figure(Math.max(0, ...lag.map(({ waiting }) => waiting)))}
          more={
            late.length === 0
              ? words.noLag
              : late.map(({ name, waiting }) => (
                  <div key={name}>{words.lags(words.lagOf[name], figure(waiting))}</div>
                ))
          }
        />
        <One
          name={words.database}
          value={words.ms(figure(database.ms))}
          more={words.databaseHint(database.version)}
        />
        <One
          name={words.nodes}
          value={figure(nodes.length)}
          more={nodes.map(({ number, since }) => (
            <div key={number}>{words.nodeSince(moment(since))}</div>
          ))}
        />
      </Row>
    </section>
  );
}

function One({ name, value, more }: { name: string; value: string; more: ReactNode }) {
  return (
    <Col xs={12} md={6}>
      <Card size="small" style={{ height: '100%' }}>
        <Statistic title={name} value={value} valueRender={() => value} />
        <Typography.Text type="secondary">{more}</Typography.Text>
      </Card>
    </Col>
  );
}
