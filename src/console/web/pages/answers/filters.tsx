import { Checkbox, Flex, Input, Select } from 'antd';
import type { AnswerSeen } from '../../../contract/flows.ts';
import { searchWords } from '../../../conversations/words.ts';
import { answers as words } from '../../words/answers.ts';
import { byGroup, SORTS, useSearch } from './search.ts';

/** What the list of answers is narrowed and ordered by. */
export function Filters({
  answers,
  isCleared,
}: {
  answers: readonly AnswerSeen[];
  /** Everything was taken back, which the address may say a moment later. */
  isCleared: boolean;
}) {
  const { query, change } = useSearch();
  return (
    <Flex
      component="search"
      aria-label={words.filters}
      wrap
      gap="small"
      align="center"
      className="no-print"
    >
      <Input
        allowClear
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        maxLength={100}
        style={{ flex: '2 1 260px' }}
        // The address follows what is typed, not the other way round: it may be a moment late.
        defaultValue={isCleared ? '' : (query.q ?? '')}
        onChange={({ target }) => change({ q: target.value }, { replace: true })}
      />
      <Select
        allowClear
        aria-label={words.group}
        placeholder={words.allGroups}
        style={{ flex: '1 1 200px' }}
        showSearch={{
          filterOption: (typed, option) =>
            searchWords(option?.label ?? '').includes(searchWords(typed)),
        }}
        options={byGroup(answers).map(([title, [first]]) => ({
          value: first!.group,
          label: title,
        }))}
        value={query.group ?? null}
        onChange={(group: string | null | undefined) => change({ group: group ?? undefined })}
      />
      <Select
        aria-label={words.sort}
        style={{ flex: '0 1 220px' }}
        options={SORTS.map((value) => ({ value, label: words.sorts[value] }))}
        value={query.sort ?? 'group'}
        onChange={(sort) => change({ sort: sort === 'group' ? undefined : sort })}
      />
      <Checkbox
        checked={query.unknown === 'true'}
        onChange={({ target }) => change({ unknown: target.checked ? 'true' : undefined })}
      >
        {words.onlyUnknown}
      </Checkbox>
    </Flex>
  );
}
