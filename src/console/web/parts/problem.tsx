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
  if (error === null || error === undefined) return null;
  return <Alert type="error" showIcon title={problemText(error, special)} />;
}
