import { Flex, Select } from 'antd';
import { MISUNDERSTOOD } from '../../../contract/misunderstood.ts';
import { DaysFilter } from '../../parts/days.tsx';
import { useDefinitions } from '../../parts/definitions.ts';
import { channelName } from '../../parts/period.tsx';
import { misunderstood as words } from '../../words/misunderstood.ts';
import { period as periodWords } from '../../words/period.ts';
import { useWanted } from './wanted.ts';

/** Period, channel, and what the assistant did about it. */
export function Filters() {
  const { query, change } = useWanted();
  const { data } = useDefinitions();
  return (
    <Flex component="search" aria-label={words.filters} wrap gap="small" className="no-print">
      <DaysFilter
        start={query.from}
        end={query.to}
        onChange={({ start, end }) => change({ from: start, to: end })}
      />
      <Select<string | null>
        allowClear
        aria-label={periodWords.channels}
        placeholder={periodWords.allChannels}
        style={{ flex: '1 1 180px' }}
        options={data?.channels.map((value) => ({ value, label: channelName(value) })) ?? []}
        value={query.channel ?? null}
        onChange={(channel) => change({ channel: channel ?? undefined })}
      />
      <Select<string | null>
        allowClear
        aria-label={words.kind}
        placeholder={words.anyKind}
        style={{ flex: '1 1 180px' }}
        options={MISUNDERSTOOD.map((value) => ({ value, label: words.kinds[value] }))}
        value={query.ending ?? null}
        onChange={(ending) => change({ ending: ending ?? undefined })}
      />
    </Flex>
  );
}
