import { type RefObject, useEffect, useRef } from 'react';

/** What a key does, by its name (`KeyboardEvent.key`); false: nothing, it is left to the browser. */
export type Keys = Readonly<Record<string, (() => boolean) | undefined>>;

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="combobox"]';
/** What has its own use for arrows and Escape while it is open. */
const OPEN = ['popover', 'dropdown', 'select-dropdown', 'picker-dropdown', 'drawer', 'modal-wrap']
  .map((name) => `.ant-${name}:not(.ant-${name}-hidden)`)
  .join(', ');

/**
 * Shortcuts of a page. A key with a letter works only while the focus is within `region`, so that
 * whoever speaks to the machine does not set them off (WCAG 2.1, 2.1.4); no key works while someone
 * types in a field or something is open above the page.
 */
export function useKeys(region: RefObject<HTMLElement | null>, keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      const act = current.current[key];
      if (act === undefined || event.defaultPrevented) return;
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (!(target instanceof Element) || target.closest(`${FIELDS}, [role="menu"]`)) return;
      if (key.length === 1 && !region.current?.contains(target)) return;
      if ([...document.querySelectorAll(OPEN)].some((open) => open.checkVisibility())) return;
      if (act()) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [region]);
}
