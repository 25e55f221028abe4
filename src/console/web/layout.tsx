import {
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  CommentOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  HeartOutlined,
  MenuOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Button, Drawer, Dropdown, Flex, Grid, Layout, Menu, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import type { Permission } from '../contract/permission.ts';
import { CallError } from './call.ts';
import { LiveTag } from './live.tsx';
import { DemoBanner } from './parts/demo-banner.tsx';
import { Page } from './parts/page.tsx';
import { Failed } from './parts/states.tsx';
import { useMay, useMe } from './session.tsx';
import { useSignOut } from './sign-out.ts';
import { common, pages, roles } from './words/common.ts';

interface Entry {
  path: string;
  name: string;
  icon: ReactNode;
  permission: Permission;
}

/** The menu: every page that an officer may open, in the order of a working day. */
const ENTRIES: readonly Entry[] = [
  { path: '/', name: pages.overview, icon: <DashboardOutlined />, permission: 'see-statistics' },
  {
    path: '/statistics',
    name: pages.statistics,
    icon: <BarChartOutlined />,
    permission: 'see-statistics',
  },
  {
    path: '/conversations',
    name: pages.conversations,
    icon: <CommentOutlined />,
    permission: 'see-conversations',
  },
  {
    path: '/misunderstood',
    name: pages.misunderstood,
    icon: <QuestionCircleOutlined />,
    permission: 'see-conversations',
  },
  { path: '/flows', name: pages.flows, icon: <ApartmentOutlined />, permission: 'see-content' },
  { path: '/answers', name: pages.answers, icon: <ReadOutlined />, permission: 'see-content' },
  {
    path: '/simulator',
    name: pages.simulator,
    icon: <ExperimentOutlined />,
    permission: 'see-content',
  },
  { path: '/health', name: pages.health, icon: <HeartOutlined />, permission: 'see-health' },
  { path: '/audit', name: pages.audit, icon: <AuditOutlined />, permission: 'see-audit-log' },
  {
    path: '/officers',
    name: pages.officers,
    icon: <TeamOutlined />,
    permission: 'manage-officers',
  },
];

/** The frame of every page: the menu at the side, on a phone behind a button. */
export function Frame() {
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isOpen, setOpen] = useState(false);
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip-link" href="#content">
        {common.skip}
      </a>
      {isWide ? (
        <Layout.Sider
          theme="light"
          width={228}
          style={{ position: 'sticky', top: 0, height: '100vh', overflow: 'auto' }}
        >
          <Brand />
          <nav aria-label={common.menu}>
            <PageMenu />
          </nav>
        </Layout.Sider>
      ) : (
        <Drawer
          placement="left"
          open={isOpen}
          onClose={() => setOpen(false)}
          title={common.product}
          size={280}
          styles={{ body: { padding: 0 } }}
        >
          <nav aria-label={common.menu}>
            <PageMenu onChosen={() => setOpen(false)} />
          </nav>
        </Drawer>
      )}
      <Layout>
        <Layout.Header
          style={{
            background: '#fff',
            padding: '0 16px',
            height: 56,
            lineHeight: 'normal',
            borderBottom: '1px solid #f0f0f0',
          }}
        >
          <Flex align="center" justify="space-between" style={{ height: '100%' }} gap="small">
            {isWide ? (
              <LiveTag />
            ) : (
              <Flex align="center" gap="small">
                <Button
                  type="text"
                  icon={<MenuOutlined />}
                  aria-label={common.menu}
                  onClick={() => setOpen(true)}
                />
                <Typography.Text strong>{common.product}</Typography.Text>
                <LiveTag compact />
              </Flex>
            )}
            <OfficerMenu isWide={isWide} />
          </Flex>
        </Layout.Header>
        <DemoBanner />
        <Layout.Content
          id="content"
          tabIndex={-1}
          style={{ padding: isWide ? 24 : 12, minWidth: 0, outline: 'none' }}
        >
          <Allowed />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

/** The page, or that the officer may not open it: by the address one comes to any. */
function Allowed() {
  const allows = useMay();
  const entry = useEntry();
  if (entry === undefined || allows(entry.permission)) return <Outlet />;
  return (
    <Page title={entry.name}>
      <Failed error={new CallError(403, entry.permission)} />
    </Page>
  );
}

/** The entry of the menu that one is at; a conversation is at the conversations. */
function useEntry(): Entry | undefined {
  const { pathname } = useLocation();
  return ENTRIES.find(({ path }) =>
    path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`),
  );
}

function Brand() {
  return (
    <Flex vertical style={{ padding: '12px 24px' }}>
      <Typography.Text strong style={{ fontSize: 16 }}>
        {common.product}
      </Typography.Text>
      <Typography.Text type="secondary">{common.console}</Typography.Text>
    </Flex>
  );
}

function PageMenu({ onChosen }: { onChosen?: () => void }) {
  const allows = useMay();
  const here = useEntry();
  return (
    <Menu
      mode="inline"
      selectedKeys={here === undefined ? [] : [here.path]}
      style={{ borderInlineEnd: 0 }}
      items={ENTRIES.filter(({ permission }) => allows(permission)).map(({ path, name, icon }) => ({
        key: path,
        icon,
        label: (
          <Link
            to={path}
            // One stop for Tab; within, the arrow keys go from link to link.
            tabIndex={-1}
            onClick={onChosen}
            {...(path === here?.path && { 'aria-current': 'page' as const })}
          >
            {name}
          </Link>
        ),
      }))}
    />
  );
}

function OfficerMenu({ isWide }: { isWide: boolean }) {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      open={isOpen}
      onOpenChange={setOpen}
      menu={{
        items: [
          {
            key: 'me',
            type: 'group',
            label: `${me.name} · ${roles[me.role]}`,
            children: [
              { key: 'account', label: common.account, onClick: () => void navigate('/account') },
              { key: 'sign-out', label: common.signOut, onClick: signOut },
            ],
          },
        ],
      }}
    >
      <Button
        type="text"
        icon={<UserOutlined aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...(!isWide && { 'aria-label': `${common.account}: ${me.name}` })}
      >
        {isWide && me.name}
      </Button>
    </Dropdown>
  );
}
