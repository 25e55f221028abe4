import { DisconnectOutlined, SyncOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Tag, Tooltip } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { LIVE, live } from '../contract/live.ts';
import { addressOf } from './call.ts';
import { SESSION } from './session.tsx';
import { common } from './words/common.ts';

/** How long to wait after the server refused the stream, as while it starts anew. */
const AGAIN_MS = 5000;

/** How long there is no stream until the page says so: each ends in time, and the next soon follows. */
const LOST_MS = 5000;

/** Undefined: it is not known yet. */
const Connected = createContext<boolean | undefined>(undefined);

/**
 * Keeps a stream of server-sent events open: each names a projection that changed (`statistics`,
 * `conversations`, …), and the queries whose key begins with that name are fetched again. At most
 * every two seconds, however much happens, and none while it is being fetched: a list that takes
 * longer would never be there. Once a stream is open again after another, all of them are, at once. A
 * tab that nobody sees has no stream, as over HTTP/1.1 a browser has six connections for all of them.
 */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isConnected, setConnected] = useState<boolean>();
  useEffect(() => {
    const changed = new Set<string>();
    let stream: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let lost: ReturnType<typeof setTimeout> | undefined;
    let isLate = false;
    const refetch = () => {
      for (const name of changed) {
        if (client.isFetching({ queryKey: [name] }) > 0) continue;
        changed.delete(name);
        void client.invalidateQueries({ queryKey: [name] });
      }
    };
    const miss = () => {
      lost ??= setTimeout(() => setConnected(false), LOST_MS);
    };
    const open = () => {
      const opened = new EventSource(addressOf(live));
      stream = opened;
      opened.onopen = () => {
        clearTimeout(lost);
        lost = undefined;
        setConnected(true);
        if (!isLate) return;
        // What happened while there was no stream was told to nobody.
        for (const name of LIVE) changed.add(name);
        refetch();
        isLate = false;
      };
      opened.onmessage = ({ data }) => changed.add(String(data));
      opened.onerror = () => {
        miss();
        isLate = true;
        // Browsers connect again by themselves, but not after an answer that was an error.
        if (opened.readyState !== EventSource.CLOSED) return;
        again = setTimeout(open, AGAIN_MS);
        // Most likely the session ended.
        void client.invalidateQueries({ queryKey: SESSION });
      };
    };
    const close = () => {
      clearTimeout(again);
      clearTimeout(lost);
      lost = undefined;
      stream?.close();
    };
    const follow = () => {
      close();
      if (document.hidden) {
        isLate = true;
      } else {
        miss();
        open();
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    const round = setInterval(refetch, 2000);
    return () => {
      clearInterval(round);
      document.removeEventListener('visibilitychange', follow);
      close();
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
  if (isConnected === undefined) return <span role="status" />;
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
