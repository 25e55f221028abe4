import { Button, Empty, Result, Spin } from 'antd';
import { CallError } from '../call.ts';
import { common } from '../words/common.ts';

/** While something is fetched; told to a screen reader too. */
export function Loading() {
  return (
    <div role="status" style={{ display: 'grid', placeItems: 'center', minHeight: 160 }}>
      <Spin />
      <span className="visually-hidden">{common.loading}</span>
    </div>
  );
}

/** What went wrong, in words for officers, with what can be done. */
export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const status = error instanceof CallError ? error.status : undefined;
  if (status === 403) return <Result status="403" title={common.notAllowed} />;
  // 422: what the address names cannot be, as an id that was cut off.
  if (status === 404 || status === 422) {
    return <Result status="404" title={common.missing} subTitle={common.missingHint} />;
  }
  return (
    <Result
      status="warning"
      title={common.failed}
      subTitle={status === 0 ? common.offline : common.serverFailed}
      extra={onRetry !== undefined && <Button onClick={onRetry}>{common.retry}</Button>}
    />
  );
}

/** Where there is nothing yet. */
export function Nothing({ children = common.noData }: { children?: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />;
}
