import { Typography } from 'antd';
import { Link, useLocation } from 'react-router';
import type { MisunderstoodGroup } from '../../../contract/misunderstood.ts';
import { Masked } from '../../parts/masked.tsx';
import { useMay } from '../../session.tsx';

type Example = MisunderstoodGroup['examples'][number];

/** A message; leads to its place in the conversation, for whoever may read conversations. */
export function Message({ message: { conversationId, seq, text } }: { message: Example }) {
  const may = useMay();
  const { pathname, search } = useLocation();
  if (!may('see-conversations')) {
    return (
      <Typography.Text style={{ overflowWrap: 'anywhere' }}>
        <Masked text={text} />
      </Typography.Text>
    );
  }
  return (
    <Link
      to={`/conversations/${conversationId}?misunderstood=true#${seq}`}
      state={{ back: pathname + search }}
      style={{ overflowWrap: 'anywhere' }}
    >
      <Masked text={text} />
    </Link>
  );
}
