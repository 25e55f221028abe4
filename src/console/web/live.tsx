import { useQueryClient } from '@tanstack/react-query';
import { Tag } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { common } from './words/common.ts';

const Connected = createContext(false);

/**
 * Keeps a stream of server-sent events open: each names a projection that changed (`statistics`,
 * `conversations`, …), and the queries whose key begins with that name are fetched again. At most
 * every two seconds, however much happens.
 */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isConnected, setConnected] = useState(false);
  useEffect(() => {
    const stream = new EventSource('/console/api/live');
    const changed = new Set<string>();
    const refetch = setInterval(() => {
      for (const name of changed) void client.invalidateQueries({ queryKey: [name] });
      changed.clear();
    }, 2000);
    stream.onopen = () => setConnected(true);
    stream.onerror = () => setConnected(false);
    stream.onmessage = ({ data }) => changed.add(String(data));
    return () => {
      clearInterval(refetch);
      stream.close();
    };
  }, [client]);
  return <Connected value={isConnected}>{children}</Connected>;
}

/** Whether the figures on the page follow what happens. */
export function LiveTag() {
  const isConnected = useContext(Connected);
  return (
    <span role="status">
      <Tag color={isConnected ? 'green' : 'default'} variant="filled">
        {isConnected ? common.live : common.notLive}
      </Tag>
    </span>
  );
}
