import { Flex, Select } from 'antd';
import { MISUNDERSTOOD } from '../../../contract/misunderstood.ts';
import { DaysFilter } from '../../parts/days.tsx';
import { useDefinitions } from '../../parts/definitions.ts';
import { channelName, sourceName } from '../../parts/names.ts';
import { misunderstood as words } from '../../words/misunderstood.ts';
import { period as periodWords } from '../../words/period.ts';
import { useWanted } from './wanted.ts';

/** Period, channels, source, and what the assistant did about it. */
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
      <Select
        mode="multiple"
        allowClear
        aria-label={periodWords.channels}
        placeholder={periodWords.allChannels}
        style={{ flex: '1 1 180px' }}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.channels.map((value) => ({ value, label: channelName(value) })) ?? []}
        value={query.channel?.split(',') ?? []}
        onChange={(names) => change({ channel: names.join(',') })}
      />
      <Select<string | null>
        allowClear
        aria-label={periodWords.source}
        placeholder={periodWords.allSources}
        style={{ flex: '1 1 180px' }}
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.sources.map((value) => ({ value, label: sourceName(value) })) ?? []}
        value={query.source ?? null}
        onChange={(source) => change({ source: source ?? undefined })}
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
