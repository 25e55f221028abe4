import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Typography } from 'antd';
import { misunderstood, misunderstoodFile } from '../../contract/misunderstood.ts';
import { addressOf, call } from '../call.ts';
import { figure } from '../format.ts';
import { Page } from '../parts/page.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { useMay } from '../session.tsx';
import { pages } from '../words/common.ts';
import { misunderstood as words } from '../words/misunderstood.ts';
import { Filters } from './misunderstood/filters.tsx';
import { GroupDrawer } from './misunderstood/group-drawer.tsx';
import { Groups, PAGE_SIZE } from './misunderstood/groups.tsx';
import { useWanted } from './misunderstood/wanted.ts';

/** What was not understood, gathered by likeness. To be read; answering it is not done here. */
export default function Misunderstood() {
  const may = useMay();
  const { query, page } = useWanted();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['misunderstood', query, page],
    queryFn: ({ signal }) =>
      call(misunderstood, { query: { ...query, page, size: PAGE_SIZE }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={pages.misunderstood}
      extra={
        may('export') && (
          <Button
            className="no-print"
            icon={<DownloadOutlined />}
            href={addressOf(misunderstoodFile, query)}
            download
          >
            {words.file}
          </Button>
        )
      }
    >
      <Typography.Text type="secondary" style={{ maxWidth: 820 }}>
        {words.lead} {words.difference}
      </Typography.Text>
      <Filters />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <div aria-busy={isPlaceholderData} style={isPlaceholderData ? { opacity: 0.5 } : {}}>
          <Typography.Paragraph role="status">
            <strong>{words.total(figure(data.total.messages), figure(data.total.groups))}</strong>
            {data.total.messages > 0 &&
              `: ${words.split(
                figure(data.total.notUnderstood),
                figure(data.total.messages - data.total.notUnderstood),
              )}`}
          </Typography.Paragraph>
          {data.groups.length === 0 ? (
            <Nothing>
              {Object.keys(query).length === 0 && page === 1 ? words.none : words.noneHint}
            </Nothing>
          ) : (
            <Groups groups={data.groups} total={data.total.groups} />
          )}
        </div>
      )}
      <GroupDrawer />
    </Page>
  );
}
