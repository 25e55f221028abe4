import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, Table, Tag, Typography } from 'antd';
import type { OfficerRow } from '../../../contract/officers.ts';
import { figure, moment } from '../../format.ts';
import { Nothing } from '../../parts/states.tsx';
import { useMe } from '../../session.tsx';
import { roles } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';
import type { Doing } from './dialogs.tsx';

/** The list of officers, and what can be done with each. */
export function OfficersTable({
  officers,
  onDo,
}: {
  officers: OfficerRow[];
  onDo: (doing: Doing) => void;
}) {
  const me = useMe();
  return (
    <Table
      rowKey="id"
      size="middle"
      scroll={{ x: 1080 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      dataSource={officers}
      locale={{ emptyText: <Nothing>{words.none}</Nothing> }}
      columns={[
        {
          title: words.name,
          // What a row is about stays in sight while the rest is moved on a phone.
          fixed: 'start',
          width: 200,
          rowScope: 'row',
          render: (_, { id, name, email }) => (
            <Flex vertical align="start">
              <Flex gap="small" wrap>
                <span style={{ fontWeight: 500 }}>{name}</span>
                {id === me.id && <Tag color="blue">{words.you}</Tag>}
              </Flex>
              {name !== email && (
                <Typography.Text type="secondary" style={{ fontWeight: 400 }}>
                  {email}
                </Typography.Text>
              )}
            </Flex>
          ),
        },
        { title: words.role, render: (_, { role }) => roles[role] },
        { title: words.state, render: (_, officer) => <State officer={officer} /> },
        {
          title: words.twoFactor,
          render: (_, { twoFactor }) => (twoFactor ? words.twoFactorOn : words.twoFactorOff),
        },
        {
          title: words.lastSeen,
          render: (_, { lastSeenAt }) => (lastSeenAt === null ? words.never : moment(lastSeenAt)),
        },
        { title: words.sessions, align: 'end', render: (_, { sessions }) => figure(sessions) },
        {
          title: words.actions,
          align: 'end',
          render: (_, officer) => (
            <Dropdown
              trigger={['click']}
              autoFocus
              menu={{
                items: actionsFor(officer).map((what) => ({
                  key: what,
                  label: words[what],
                  danger: what === 'deactivate',
                  onClick: () => onDo({ what, officer }),
                })),
              }}
            >
              <Button
                aria-label={words.actionsFor(officer.name)}
                aria-haspopup="menu"
                icon={<DownOutlined aria-hidden />}
                iconPlacement="end"
              >
                {words.actions}
              </Button>
            </Dropdown>
          ),
        },
      ]}
    />
  );
}

/** What makes sense for an officer as they are. */
function actionsFor({ state, lockedUntil, sessions }: OfficerRow) {
  if (state === 'deactivated') return ['reactivate'] as const;
  return [
    'changeRole' as const,
    'newLink' as const,
    ...(lockedUntil === null ? [] : ['unlock' as const]),
    ...(sessions === 0 ? [] : ['endSessions' as const]),
    'deactivate' as const,
  ];
}

function State({ officer }: { officer: OfficerRow }) {
  const { state, lockedUntil, linkUntil } = officer;
  const color = { invited: 'gold', active: 'green', deactivated: 'default' }[state];
  return (
    <Flex vertical align="start" gap={4}>
      <Tag color={color}>{words.states[state]}</Tag>
      {lockedUntil !== null && <Tag color="red">{words.lockedUntil(moment(lockedUntil))}</Tag>}
      {linkUntil !== null && (
        <Typography.Text type="secondary">{words.linkUntil(moment(linkUntil))}</Typography.Text>
      )}
      {linkUntil === null && state === 'invited' && (
        <Typography.Text type="secondary">{words.noLink}</Typography.Text>
      )}
    </Flex>
  );
}
