import { Tag, Typography } from 'antd';
import { figure, moment } from '../../format.ts';
import { platformWords } from '../../parts/failure.ts';
import { channelName } from '../../parts/period.tsx';
import { failures } from '../../words/failures.ts';
import { health as words } from '../../words/health.ts';
import type { ChannelHealth } from './read.ts';

/** How often a channel failed. */
export function ErrorCount({ errors }: Pick<ChannelHealth, 'errors'>) {
  const count = errors.reduce((sum, error) => sum + error.count, 0);
  if (count > 0) return <Tag color="red">{words.times(figure(count))}</Tag>;
  return <Typography.Text type="secondary">{words.noErrors}</Typography.Text>;
}

/** What fails on a channel, and what to do about it. */
export function Errors({ channel, errors }: Pick<ChannelHealth, 'channel' | 'errors'>) {
  return (
    <ul aria-label={words.errorsOf(channelName(channel))} className="health-errors">
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
