import { Flex, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { ConversationRow } from '../../../contract/conversations.ts';
import { figure, moment } from '../../format.ts';
import { Masked } from '../../parts/masked.tsx';
import { channelName } from '../../parts/names.ts';
import { outcomeName } from '../../parts/outcome.ts';
import { endings } from '../../words/common.ts';
import { conversations as words } from '../../words/conversations.ts';
import { addressEnd, rememberPlace, type Search } from './search.ts';

/** Topics named in a row; the rest is counted. */
const TOPICS = 2;

/** A conversation in the list: its first words lead to it. */
export function Row({ row, search }: { row: ConversationRow; search: Search }) {
  const isSaid = row.outcomes.length > 0 || (row.misunderstood && row.ending === 'not-understood');
  return (
    <li className="conversation-row" data-conversation={row.id}>
      <div className="conversation-words">
        <Link
          to={`/conversations/${row.id}${addressEnd(search)}`}
          onClick={() => rememberPlace(search, row.id)}
        >
          {row.preview === '' ? words.noWords : <Masked text={row.preview} />}
        </Link>
        <Topics topics={row.topics} />
      </div>
      <Flex wrap gap={4} align="start" className="conversation-tags">
        {row.demo && <Tag color="gold">{words.demo}</Tag>}
        {row.outcomes.map((outcome) => (
          <Tag key={outcome} color="blue">
            {outcomeName(outcome)}
          </Tag>
        ))}
        {row.linkOpened && <Tag color="green">{words.linkOpened}</Tag>}
        {row.handedOver && <Tag color="purple">{words.handedOver}</Tag>}
        {row.misunderstood && <Tag color="orange">{words.misunderstood}</Tag>}
        {!isSaid && row.ending !== null && <Tag>{endings[row.ending]}</Tag>}
      </Flex>
      <div className="conversation-facts">
        <div>{channelName(row.channel)}</div>
        {row.source !== null && (
          <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
            {row.source}
          </Typography.Text>
        )}
      </div>
      <div className="conversation-facts">
        <time dateTime={row.lastAt}>{moment(row.lastAt)}</time>
        <div>
          <Typography.Text type="secondary">
            {words.messages(figure(row.received), figure(row.replied))}
          </Typography.Text>
        </div>
      </div>
    </li>
  );
}

function Topics({ topics }: Pick<ConversationRow, 'topics'>) {
  if (topics.length === 0) return null;
  const named = topics.slice(0, TOPICS).map(({ title }) => title);
  const more = topics.length - named.length;
  return (
    <div>
      <Typography.Text type="secondary">
        {named.join(' · ')}
        {more > 0 && ` ${words.moreTopics(figure(more))}`}
      </Typography.Text>
    </div>
  );
}
