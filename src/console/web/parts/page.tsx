import { Flex, Typography } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { common } from '../words/common.ts';

/**
 * A page: its title (also the browser's), what can be done beside it, and the content. A page that
 * was come to gets the focus at its title, so that a screen reader begins there; unless the focus is
 * on something of the page already. `of` is what the page shows one of several of: when another takes
 * its place, the title has the focus wherever it was.
 */
export function Page({
  title,
  of,
  extra,
  children,
}: {
  title: string;
  of?: string | undefined;
  extra?: ReactNode;
  children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what says that it is another page
  useEffect(() => {
    if (content.current?.contains(document.activeElement)) return;
    heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  const before = useRef(of);
  useEffect(() => {
    if (of === undefined) return;
    if (before.current !== undefined && before.current !== of) {
      heading.current?.focus({ preventScroll: true });
    }
    before.current = of;
  }, [of]);
  return (
    <Flex vertical gap="middle" ref={content}>
      <Flex justify="space-between" align="center" wrap gap="small">
        <Typography.Title
          level={1}
          ref={heading}
          tabIndex={-1}
          style={{ margin: 0, fontSize: 24, outline: 'none' }}
        >
          {title}
        </Typography.Title>
        {extra}
      </Flex>
      {children}
    </Flex>
  );
}
