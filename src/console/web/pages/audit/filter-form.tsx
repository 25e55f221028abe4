import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Flex, Select } from 'antd';
import dayjs from 'dayjs';
import { type auditLog, auditOfficers } from '../../../contract/audit.ts';
import { AUDIT_ACTIONS } from '../../../contract/endpoint.ts';
import { call } from '../../call.ts';
import type { useAddress } from '../../parts/address.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { audit as words } from '../../words/audit.ts';

const DAY = 'YYYY-MM-DD';
const ACTIONS = AUDIT_ACTIONS.map((value) => ({ value, label: words.actions[value] }));

/** Whom, what, when and about what. */
export function FilterForm({
  query,
  change,
}: ReturnType<typeof useAddress<typeof auditLog.query.shape>>) {
  const { before, limit, ...filters } = query;
  const names = Object.keys(filters);
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
      <SearchField
        label={words.about}
        placeholder={words.aboutHint}
        width={280}
        text={query.about ?? ''}
        onSearch={(about) => change({ about })}
      />
      {names.length > 0 && (
        <Button onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}>
          {words.clear}
        </Button>
      )}
    </Flex>
  );
}
