import {
  BranchesOutlined,
  CustomerServiceOutlined,
  DeleteOutlined,
  ExportOutlined,
  FlagOutlined,
  LinkOutlined,
  MessageOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import type { Node } from '../../../contract/flows.ts';
import { flows as words } from '../../words/flows.ts';

/** What each kind of step looks like: an icon, and a colour of Ant Design's. */
const LOOKS: Readonly<Record<Node['kind'], { icon: ReactNode; color: string }>> = {
  ask: { icon: <QuestionCircleOutlined />, color: 'blue' },
  decide: { icon: <BranchesOutlined />, color: 'purple' },
  say: { icon: <MessageOutlined />, color: 'default' },
  link: { icon: <LinkOutlined />, color: 'green' },
  answer: { icon: <ReadOutlined />, color: 'cyan' },
  jump: { icon: <ExportOutlined />, color: 'geekblue' },
  handover: { icon: <CustomerServiceOutlined />, color: 'orange' },
  erase: { icon: <DeleteOutlined />, color: 'red' },
  end: { icon: <FlagOutlined />, color: 'default' },
};

/** The kind of a step. */
export function Kind({ kind }: { kind: Node['kind'] }) {
  const { icon, color } = LOOKS[kind];
  return (
    <Tag icon={icon} color={color} style={{ marginInlineEnd: 0 }}>
      {words.kinds[kind]}
    </Tag>
  );
}
