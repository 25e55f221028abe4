import { CloseOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { conversationChoices } from '../../../contract/conversations.ts';
import { day } from '../../format.ts';
import { useDefinitions } from '../../parts/definitions.ts';
import { channelName, sourceName } from '../../parts/names.ts';
import { outcomeName } from '../../parts/outcome.ts';
import { endings } from '../../words/common.ts';
import { conversations as words } from '../../words/conversations.ts';
import { days } from '../../words/days.ts';
import { period as periodWords } from '../../words/period.ts';
import { useChoices } from './choices.ts';
import { type Search, useSearch } from './search.ts';

/** What the list is narrowed by, each to be taken out, also what only a link from a figure can set. */
export function Chips() {
  const { query, change } = useSearch();
  const [, setParams] = useSearchParams();
  const { data } = useChoices();
  const { data: known } = useDefinitions();
  const measured = known?.definitions.find(({ id }) => id === query.measure);
  // A figure's key stands beside its measure.
  const names = (Object.keys(query) as (keyof Search)[]).filter((name) => name !== 'key');
  if (names.length === 0) return null;
  return (
    <Flex component="section" aria-label={words.active} wrap gap="small" align="center">
      {names.map((name) => {
        const label =
          name === 'measure'
            ? words.measured(
                measured?.name ?? '',
                query.key && data && (data.key ?? words.unknownKey),
              )
            : chip(name, query, data);
        return (
          <Button
            key={name}
            color="primary"
            variant="filled"
            icon={<CloseOutlined aria-hidden />}
            iconPlacement="end"
            aria-label={words.remove(label)}
            onClick={() =>
              change({ [name]: undefined, ...(name === 'measure' && { key: undefined }) })
            }
            style={{ height: 'auto', minHeight: 32, whiteSpace: 'normal', textAlign: 'start' }}
          >
            {label}
          </Button>
        );
      })}
      <Button type="link" className="no-print" onClick={() => setParams({})}>
        {words.clear}
      </Button>
      {measured && <Typography.Text type="secondary">{words.measuredHint}</Typography.Text>}
    </Flex>
  );
}

type Choices = z.infer<typeof conversationChoices.answer>;

function chip(
  name: Exclude<keyof Search, 'measure' | 'key'>,
  query: Search,
  choices: Choices | undefined,
): string {
  const value = String(query[name]);
  switch (name) {
    case 'text':
      return `“${value}”`;
    case 'topic':
      return choices?.topics.find(({ topic }) => topic === value)?.title ?? value;
    case 'outcome':
      return outcomeName(value);
    case 'ending':
      return `${words.ending}: ${query.ending === undefined ? value : endings[query.ending]}`;
    case 'source':
      return `${periodWords.source}: ${sourceName(value)}`;
    case 'channel':
      return `${periodWords.channels}: ${value.split(',').map(channelName).join(', ')}`;
    case 'handedOver':
      return words.handedOver;
    case 'misunderstood':
      return words.misunderstood;
    case 'from':
      return `${days.from} ${day(value)}`;
    case 'to':
      return `${days.to} ${day(value)}`;
  }
}
