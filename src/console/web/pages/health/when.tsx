import { Typography } from 'antd';
import { moment } from '../../format.ts';
import { health as words } from '../../words/health.ts';

/** When something was last, or that it never was. */
export function When({ at }: { at: string | null }) {
  if (at === null) return <Typography.Text type="secondary">{words.never}</Typography.Text>;
  return <time dateTime={at}>{moment(at)}</time>;
}
