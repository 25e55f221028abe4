import { Flex, Typography } from 'antd';
import type { UnderstoodSeen } from '../../../contract/conversations.ts';
import { transcript as words } from '../../words/transcript.ts';

/** Candidates that are shown; those behind them hardly ever mattered. */
const SHOWN = 3;

const SCORE = new Intl.NumberFormat('vi-VN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Which topics a message may be about, best first, and how sure the assistant was. */
export function Topics({ understood: { zone, candidates } }: { understood: UnderstoodSeen }) {
  return (
    <Flex vertical gap={2}>
      <Typography.Text strong>{words.zones[zone]}</Typography.Text>
      <ol className="candidates">
        {candidates.slice(0, SHOWN).map(({ topic, title, score }, i) => (
          <li key={topic}>
            <Typography.Text {...((i > 0 || zone === 'none') && { type: 'secondary' })}>
              {title}, {words.score(SCORE.format(score))}
            </Typography.Text>
          </li>
        ))}
      </ol>
    </Flex>
  );
}
