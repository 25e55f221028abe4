import { Link, useLocation } from 'react-router';
import type { MisunderstoodGroup } from '../../../contract/misunderstood.ts';
import { Masked } from '../../parts/masked.tsx';

type Example = MisunderstoodGroup['examples'][number];

/** A message; leads to its place in the conversation. */
export function Message({ message: { conversationId, seq, text } }: { message: Example }) {
  const { pathname, search } = useLocation();
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
