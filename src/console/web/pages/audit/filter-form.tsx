import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Flex, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { auditOfficers } from '../../../contract/audit.ts';
import { AUDIT_ACTIONS } from '../../../contract/endpoint.ts';
import { call } from '../../call.ts';
import { audit as words } from '../../words/audit.ts';
import type { useFilters } from './filters.ts';

const DAY = 'YYYY-MM-DD';
const ACTIONS = AUDIT_ACTIONS.map((value) => ({ value, label: words.actions[value] }));

/** Whom, what, when and about what. */
export function FilterForm({ query, hasFilters, change, clear }: ReturnType<typeof useFilters>) {
  const { data } = useQuery({
    queryKey: ['audit-officers'],
    queryFn: ({ signal }) => call(auditOfficers, { signal }),
  });
  return (
    <Flex component="search" aria-label={words.filters} wrap gap="small" className="no-print">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={words.officer}
        placeholder={words.anyOfficer}
        style={{ width: 220 }}
        // Until the names are there, an identifier would stand in the field.
        value={data && query.officer}
        options={data?.officers.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(officer) => change({ officer })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={words.action}
        placeholder={words.anyAction}
        style={{ width: 240 }}
        value={query.action}
        options={ACTIONS}
        onChange={(action) => change({ action })}
      />
      <DatePicker
        aria-label={words.from}
        placeholder={words.from}
        format="DD/MM/YYYY"
        {...(query.to !== undefined && { maxDate: dayjs(query.to) })}
        value={query.from === undefined ? null : dayjs(query.from)}
        onChange={(date) => change({ from: date?.format(DAY) })}
      />
      <DatePicker
        aria-label={words.to}
        placeholder={words.to}
        format="DD/MM/YYYY"
        {...(query.from !== undefined && { minDate: dayjs(query.from) })}
        value={query.to === undefined ? null : dayjs(query.to)}
        onChange={(date) => change({ to: date?.format(DAY) })}
      />
      <Input.Search
        allowClear
        // The field follows the address, as when going back.
        key={query.about ?? ''}
        aria-label={words.about}
        placeholder={words.aboutHint}
        style={{ width: 280 }}
        maxLength={200}
        defaultValue={query.about ?? ''}
        onSearch={(about) => change({ about: about.trim() })}
      />
      {hasFilters && <Button onClick={clear}>{words.clear}</Button>}
    </Flex>
  );
}
