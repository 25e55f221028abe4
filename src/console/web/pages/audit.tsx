import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Flex, Table, Typography } from 'antd';
import { auditLog } from '../../contract/audit.ts';
import { call } from '../call.ts';
import { moment } from '../format.ts';
import { Page } from '../parts/page.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { audit as words } from '../words/audit.ts';
import { pages } from '../words/common.ts';
import { About } from './audit/about.tsx';
import { FilterForm } from './audit/filter-form.tsx';
import { useFilters } from './audit/filters.ts';

/** Who did what to what, newest first. To be read, and nothing else. */
export default function AuditPage() {
  const filters = useFilters();
  const { query, change } = filters;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => call(auditLog, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={pages.audit}>
      <Typography.Text type="secondary">{words.lead}</Typography.Text>
      <FilterForm {...filters} />
      {data === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <Table
          rowKey="id"
          size="small"
          pagination={false}
          scroll={{ x: 960 }}
          loading={isPlaceholderData}
          dataSource={data.entries}
          locale={{ emptyText: <Nothing>{words.none}</Nothing> }}
          columns={[
            { title: words.at, width: 160, render: (_, { at }) => moment(at) },
            {
              title: words.officer,
              width: 200,
              render: (_, { officer }) => officer?.name ?? words.nobody,
            },
            {
              title: words.action,
              width: 220,
              render: (_, { action }) => words.actions[action],
            },
            { title: words.about, render: (_, { about }) => <About about={about} /> },
            { title: words.address, width: 150, dataIndex: 'address' },
          ]}
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
