import { DisconnectOutlined, SyncOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Tag, Tooltip } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { LIVE, live } from '../contract/live.ts';
import { addressOf } from './call.ts';
import { common } from './words/common.ts';

/** How long to wait after the server refused the stream, as while it starts anew. */
const AGAIN_MS = 5000;

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
    const changed = new Set<string>();
    let stream: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let isLate = false;
    const open = () => {
      stream = new EventSource(addressOf(live));
      stream.onopen = () => {
        setConnected(true);
        // What happened while there was no stream was told to nobody.
        if (isLate) for (const name of LIVE) changed.add(name);
        isLate = false;
      };
      stream.onmessage = ({ data }) => changed.add(String(data));
      stream.onerror = () => {
        setConnected(false);
        isLate = true;
        // Browsers connect again by themselves, but not after an answer that was an error.
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      };
    };
    open();
    const refetch = setInterval(() => {
      for (const name of changed) void client.invalidateQueries({ queryKey: [name] });
      changed.clear();
    }, 2000);
    return () => {
      clearInterval(refetch);
      clearTimeout(again);
      stream.close();
    };
  }, [client]);
  return <Connected value={isConnected}>{children}</Connected>;
}

/**
 * Whether the figures on the page follow what happens. `compact`: as an icon, its words for screen
 * readers and in a tooltip.
 */
export function LiveTag({ compact = false }: { compact?: boolean }) {
  const isConnected = useContext(Connected);
  const words = isConnected ? common.live : common.notLive;
  const color = isConnected ? 'green' : 'default';
  const icon = isConnected ? <SyncOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />;
  return (
    <span role="status">
      {compact ? (
        <>
          <Tooltip title={words}>
            <Tag color={color} variant="filled" icon={icon} />
          </Tooltip>
          <span className="visually-hidden">{words}</span>
        </>
      ) : (
        <Tag color={color} variant="filled" icon={icon}>
          {words}
        </Tag>
      )}
    </span>
  );
}
