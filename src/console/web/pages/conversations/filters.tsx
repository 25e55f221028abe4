import { Checkbox, Collapse, Flex, Grid, Select } from 'antd';
import { ENDINGS } from '../../../../engine/event.ts';
import { NO_SOURCE } from '../../../contract/statistics.ts';
import { DaysFilter } from '../../parts/days.tsx';
import { channelName, sourceName } from '../../parts/names.ts';
import { outcomeName, withAllReasons } from '../../parts/outcome.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { endings } from '../../words/common.ts';
import { conversations as words } from '../../words/conversations.ts';
import { period as periodWords } from '../../words/period.ts';
import { useChoices } from './choices.ts';
import { useSearch } from './search.ts';

/** Everything conversations are searched by; on a phone all but the words lies behind a heading. */
export function Filters({ onDown }: { onDown(): unknown }) {
  const { query, change } = useSearch();
  const isWide = Grid.useBreakpoint().md ?? true;
  const { text = '', ...others } = query;
  const count = Object.keys(others).length;
  return (
    <Flex component="search" aria-label={words.filters} vertical gap="small" className="no-print">
      <SearchField
        label={words.text}
        placeholder={words.textHint}
        enterButton={words.search}
        text={text}
        onSearch={(wanted) => change({ text: wanted })}
        onKeyDown={({ key }) => key === 'ArrowDown' && onDown()}
      />
      {isWide ? (
        <Choices />
      ) : (
        <Collapse
          size="small"
          items={[
            {
              key: 'filters',
              label: count === 0 ? words.more : words.moreWith(count),
              children: <Choices />,
            },
          ]}
        />
      )}
    </Flex>
  );
}

const ENDING_OPTIONS = ENDINGS.map((value) => ({ value, label: endings[value] }));

function Choices() {
  const { query, change } = useSearch();
  const { data } = useChoices();
  return (
    <Flex wrap gap="small" align="center">
      <Choice
        name={words.topic}
        placeholder={words.anyTopic}
        value={query.topic}
        options={groupedTopics(data?.topics ?? [])}
        onChange={(topic) => change({ topic })}
      />
      <Choice
        name={words.outcome}
        placeholder={words.anyOutcome}
        value={query.outcome}
        options={withAllReasons(data?.outcomes ?? []).map((value) => ({
          value,
          label: outcomeName(value),
        }))}
        onChange={(outcome) => change({ outcome })}
      />
      <Choice
        name={words.ending}
        placeholder={words.anyEnding}
        value={query.ending}
        options={ENDING_OPTIONS}
        onChange={(ending) => change({ ending })}
      />
      <Select
        mode="multiple"
        allowClear
        aria-label={periodWords.channels}
        placeholder={periodWords.allChannels}
        style={{ flex: '1 1 180px' }}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
        options={(data?.channels ?? []).map((value) => ({ value, label: channelName(value) }))}
        value={query.channel?.split(',') ?? []}
        onChange={(names) => change({ channel: names.join(',') })}
      />
      <Choice
        name={periodWords.source}
        placeholder={periodWords.allSources}
        value={query.source}
        options={[NO_SOURCE, ...(data?.sources ?? [])].map((value) => ({
          value,
          label: sourceName(value),
        }))}
        onChange={(source) => change({ source })}
      />
      <DaysFilter
        start={query.from}
        end={query.to}
        onChange={({ start, end }) => change({ from: start, to: end })}
      />
      <Flex wrap gap="small" style={{ minHeight: 32 }} align="center">
        <Checkbox
          checked={query.handedOver === 'true'}
          onChange={({ target }) => change({ handedOver: target.checked ? 'true' : undefined })}
        >
          {words.handedOver}
        </Checkbox>
        <Checkbox
          checked={query.misunderstood === 'true'}
          onChange={({ target }) => change({ misunderstood: target.checked ? 'true' : undefined })}
        >
          {words.misunderstood}
        </Checkbox>
      </Flex>
    </Flex>
  );
}

interface Option {
  value: string;
  label: string;
}

function Choice({
  name,
  value,
  onChange,
  ...rest
}: {
  name: string;
  placeholder: string;
  value: string | undefined;
  options: readonly (Option | { label: string; options: Option[] })[];
  onChange(value: string | undefined): void;
}) {
  return (
    <Select<string | null>
      allowClear
      aria-label={name}
      style={{ flex: '1 1 180px' }}
      // Its labels may be longer than the field.
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      {...rest}
      options={[...rest.options]}
    />
  );
}

function groupedTopics(topics: readonly { topic: string; title: string; group: string }[]) {
  return [...Map.groupBy(topics, ({ group }) => group)].map(([group, those]) => ({
    label: group,
    options: those.map(({ topic, title }) => ({ value: topic, label: title })),
  }));
}
