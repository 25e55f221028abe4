import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Popconfirm, Tag, Typography } from 'antd';
import { mySessions, revokeOtherSessions, revokeSession } from '../../../contract/session.ts';
import { call } from '../../call.ts';
import { moment } from '../../format.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { problemText } from '../../problem.ts';
import { account as words } from '../../words/account.ts';
import { common } from '../../words/common.ts';
import { deviceOf } from './device.ts';
import { MY_SESSIONS } from './keys.ts';

/** Where the officer is signed in; each place but this one can be ended. */
export function Sessions() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({
    queryKey: MY_SESSIONS,
    queryFn: ({ signal }) => call(mySessions, { signal }),
  });
  const revoke = useMutation({
    mutationFn: (which: { id: string } | 'others') =>
      which === 'others' ? call(revokeOtherSessions) : call(revokeSession, { query: which }),
    onSuccess: (_, which) =>
      void message.success(which === 'others' ? words.othersRevoked : words.revoked),
    onError: (problem) => void message.error(problemText(problem)),
    onSettled: () => client.invalidateQueries({ queryKey: MY_SESSIONS }),
  });
  const hasOthers = data?.sessions.some(({ current }) => !current) ?? false;
  return (
    <Card title={<CardTitle>{words.sessions}</CardTitle>}>
      {data === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <DataTable
          label={words.sessions}
          rowKey="id"
          size="middle"
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={data.sessions}
          columns={[
            {
              title: words.device,
              render: (_, { agent, current, by }) => (
                <Flex vertical align="start">
                  <Flex gap="small" wrap>
                    <span title={agent}>{deviceOf(agent)}</span>
                    {current && <Tag color="blue">{words.thisSession}</Tag>}
                  </Flex>
                  <Typography.Text type="secondary">{words.by[by]}</Typography.Text>
                </Flex>
              ),
            },
            { title: words.address, dataIndex: 'address' },
            { title: words.signedInAt, dataIndex: 'createdAt', render: moment },
            { title: words.lastSeenAt, dataIndex: 'lastSeenAt', render: moment },
            {
              title: words.action,
              render: (_, { id, agent, current }) =>
                !current && (
                  <Button
                    danger
                    loading={
                      revoke.isPending &&
                      revoke.variables !== 'others' &&
                      revoke.variables.id === id
                    }
                    aria-label={words.revokeOf(deviceOf(agent))}
                    onClick={() => revoke.mutate({ id })}
                  >
                    {words.revoke}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {hasOthers && (
        <Popconfirm
          title={words.revokeOthersSure}
          okText={words.revoke}
          cancelText={common.cancel}
          onConfirm={() => revoke.mutate('others')}
        >
          <Button style={{ marginTop: 16 }}>{words.revokeOthers}</Button>
        </Popconfirm>
      )}
    </Card>
  );
}
