import { useRef } from 'react';
import { useKeys } from '../parts/keys.ts';
import { Page } from '../parts/page.tsx';
import { pages } from '../words/common.ts';
import { Chips } from './conversations/chips.tsx';
import './conversations/conversations.css';
import { Filters } from './conversations/filters.tsx';
import { Results } from './conversations/results.tsx';

/** Searches conversations; from the keyboard alone, if wanted. */
export default function Conversations() {
  const region = useRef<HTMLDivElement>(null);
  const rows = () => [
    ...(region.current?.querySelectorAll<HTMLElement>('[data-conversation]') ?? []),
  ];
  const focusOn = (row: HTMLElement | undefined) => {
    row?.querySelector('a')?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
    return row !== undefined;
  };
  const move = (by: 1 | -1, isWithin = false) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    if (at === -1) return !isWithin && focusOn(all[0]);
    return focusOn(all[at + by]);
  };
  useKeys(region, {
    j: () => move(1),
    k: () => move(-1),
    // Elsewhere on the page arrows scroll.
    ArrowDown: () => move(1, true),
    ArrowUp: () => move(-1, true),
  });
  return (
    <div ref={region}>
      <Page title={pages.conversations}>
        <Filters onDown={() => move(1)} />
        <Chips />
        <Results onBack={(id) => focusOn(rows().find((row) => row.dataset.conversation === id))} />
      </Page>
    </div>
  );
}
