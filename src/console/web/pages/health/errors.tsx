import { Flex, Tag, Typography } from 'antd';
import { figure, moment } from '../../format.ts';
import { platformWords } from '../../parts/failure.ts';
import { channelName } from '../../parts/names.ts';
import { failures } from '../../words/failures.ts';
import { health as words } from '../../words/health.ts';
import type { ChannelHealth } from './read.ts';

/** Whether there is anything to tell of it. */
export const isFailing = ({ trouble, errors }: ChannelHealth) =>
  trouble !== null || errors.length > 0;

/** That a channel cannot receive, and how often it failed. */
export function ErrorCount({ trouble, errors }: ChannelHealth) {
  const count = errors.reduce((sum, error) => sum + error.count, 0);
  if (trouble === null && count === 0) {
    return <Typography.Text type="secondary">{words.noErrors}</Typography.Text>;
  }
  return (
    <Flex wrap gap={4}>
      {trouble !== null && <Tag color="red">{words.notReceiving}</Tag>}
      {count > 0 && <Tag color="red">{words.times(figure(count))}</Tag>}
    </Flex>
  );
}

/** What fails on a channel, and what to do about it. */
export function Errors({ channel, trouble, errors }: ChannelHealth) {
  return (
    <ul aria-label={words.errorsOf(channelName(channel))} className="health-errors">
      {trouble !== null && (
        <li>
          <div>
            <strong>{words.notReceiving}</strong>, {words.sinceTime(moment(trouble.since))}
          </div>
          <div>
            {words.toDo}: {words.notReceivingToDo}
          </div>
          <Verbatim error={trouble.problem} />
        </li>
      )}
      {errors.map(({ failure, count, lastAt, error }) => (
        <li key={failure}>
          <div>
            <strong>{failures[failure].name}</strong>, {words.times(figure(count))},{' '}
            {words.lastTime(moment(lastAt))}
          </div>
          <div>
            {words.toDo}: {failures[failure].toDo}
          </div>
          <Verbatim error={error} />
        </li>
      ))}
    </ul>
  );
}

/** An error in the words of the platform, or of the program. */
export function Verbatim({ error }: { error: string }) {
  if (error === '') return null;
  return (
    <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
      {words.verbatim}: {platformWords(error)}
    </Typography.Text>
  );
}
