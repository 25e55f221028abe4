import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { officers } from '../../contract/officers.ts';
import { call } from '../call.ts';
import { Page } from '../parts/page.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { pages } from '../words/common.ts';
import { officers as words } from '../words/officers.ts';
import { Dialogs, type Doing } from './officers/dialogs.tsx';
import { OFFICERS } from './officers/keys.ts';
import { OfficersTable } from './officers/officers-table.tsx';

/** Who may come in, and as what; `?q=` narrows the list to a name or an address. */
export default function OfficersPage() {
  const [params, setParams] = useSearchParams();
  const [doing, setDoing] = useState<Doing>();
  const { data, error, refetch } = useQuery({
    queryKey: OFFICERS,
    queryFn: ({ signal }) => call(officers, { signal }),
  });
  const wanted = params.get('q') ?? '';
  const folded = wanted.trim().toLocaleLowerCase('vi');
  const shown = data?.officers.filter(({ name, email }) =>
    `${name}\n${email}`.toLocaleLowerCase('vi').includes(folded),
  );
  return (
    <Page
      title={pages.officers}
      extra={
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setDoing({ what: 'invite' })}
        >
          {words.invite}
        </Button>
      }
    >
      <Input.Search
        allowClear
        aria-label={words.search}
        placeholder={words.search}
        style={{ maxWidth: 360 }}
        value={wanted}
        onChange={({ target }) =>
          setParams(target.value === '' ? {} : { q: target.value }, { replace: true })
        }
      />
      {shown !== undefined ? (
        <OfficersTable officers={shown} onDo={setDoing} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {doing !== undefined && <Dialogs doing={doing} onDo={setDoing} />}
    </Page>
  );
}
