import type { ReactNode } from 'react';

/** A card's title as a heading, so that it can be jumped to. */
export function CardTitle({ children }: { children: ReactNode }) {
  return <h2 style={{ margin: 0, fontSize: 16, fontWeight: 600 }}>{children}</h2>;
}
