import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, Flex } from 'antd';

/**
 * The way to the next page of a list, where there is one and nothing failed. It waits while the list is
 * being brought up to date: that would be cut short, and what is new stay away.
 */
export function ShowMore({
  of: { hasNextPage, error, isFetching, fetchNextPage },
  children,
}: {
  of: UseInfiniteQueryResult;
  children: string;
}) {
  if (!hasNextPage || error) return null;
  return (
    <Flex justify="center" className="no-print">
      <Button loading={isFetching} onClick={() => void fetchNextPage()}>
        {children}
      </Button>
    </Flex>
  );
}
