import { Alert } from 'antd';
import { problemText } from '../problem.ts';

/** Why what was just tried was not done; nothing when it was. Read out at once by screen readers. */
export function Problem({
  error,
  special,
}: {
  error: unknown;
  special?: Readonly<Record<number, string>>;
}) {
  return (
    <div role="alert">
      {error !== null && error !== undefined && (
        // The words around it are what is read out; the box must not say so a second time.
        <Alert type="error" showIcon role="presentation" title={problemText(error, special)} />
      )}
    </div>
  );
}
