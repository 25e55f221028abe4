import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Flex, Grid, type TableColumnsType, Typography } from 'antd';
import { type AuditRow, auditLog } from '../../contract/audit.ts';
import { call } from '../call.ts';
import { moment } from '../format.ts';
import { useAddress } from '../parts/address.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Page } from '../parts/page.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { audit as words } from '../words/audit.ts';
import { pages } from '../words/common.ts';
import { About } from './audit/about.tsx';
import { FilterForm } from './audit/filter-form.tsx';

type Columns = TableColumnsType<AuditRow>;

const WIDE: Columns = [
  { title: words.at, width: 160, render: (_, { at }) => moment(at) },
  { title: words.officer, width: 200, render: (_, entry) => whoOf(entry) },
  { title: words.action, width: 220, render: (_, { action }) => words.actions[action] },
  { title: words.about, render: (_, entry) => <About entry={entry} /> },
  { title: words.address, width: 150, dataIndex: 'address' },
];

/** On a phone what was done stands above what it was done to. */
const NARROW: Columns = [
  {
    title: `${words.at}, ${words.officer.toLowerCase()}`,
    width: 136,
    render: (_, entry) => (
      <>
        {moment(entry.at)}
        <br />
        {whoOf(entry)}
        <br />
        <Typography.Text type="secondary">{entry.address}</Typography.Text>
      </>
    ),
  },
  {
    title: `${words.action}, ${words.about.toLowerCase()}`,
    render: (_, entry) => (
      <div style={{ overflowWrap: 'anywhere' }}>
        {words.actions[entry.action]}
        <br />
        <About entry={entry} />
      </div>
    ),
  },
];

/** Who did it; what has no address either was done by a command at the server. */
function whoOf({ officer, address }: AuditRow): string {
  return officer?.name ?? (address === null ? words.server : words.nobody);
}

/** Who did what to what, newest first. To be read, and nothing else. */
export default function AuditPage() {
  const { query, change } = useAddress(auditLog.query, ['before']);
  const isWide = Grid.useBreakpoint().md ?? true;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => call(auditLog, { query, signal }),
    placeholderData: keepPreviousData,
    // What was done a moment ago stands in it.
    staleTime: 0,
  });
  return (
    <Page title={pages.audit}>
      <Typography.Text type="secondary">{words.lead}</Typography.Text>
      <FilterForm query={query} change={change} />
      {data === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <DataTable<AuditRow>
          label={pages.audit}
          rowKey="id"
          pagination={false}
          scroll={{ x: isWide ? 960 : 320 }}
          loading={isPlaceholderData}
          dataSource={data.entries}
          locale={{ emptyText: <Nothing>{words.none}</Nothing> }}
          columns={isWide ? WIDE : NARROW}
        />
      )}
      <Flex
        component="nav"
        aria-label={words.paging}
        gap="small"
        justify="end"
        className="no-print"
      >
        {query.before !== undefined && (
          <Button onClick={() => change({ before: undefined })}>{words.newest}</Button>
        )}
        {data !== undefined && data.next !== null && (
          <Button disabled={isPlaceholderData} onClick={() => change({ before: data.next! })}>
            {words.older}
          </Button>
        )}
      </Flex>
    </Page>
  );
}
