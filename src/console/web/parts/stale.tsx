import { Flex } from 'antd';
import { createContext, type ReactNode, useContext } from 'react';

const Stale = createContext(false);

/**
 * Figures that stay on the page while others are asked for (`keepPreviousData`): dimmed, and with
 * nothing to follow or to take away, as what stands around them is of the new question already.
 */
export function StaleWhen({ when, children }: { when: boolean; children: ReactNode }) {
  return (
    <Flex vertical gap="middle" aria-busy={when} style={when ? { opacity: 0.5 } : {}}>
      <Stale value={when}>{children}</Stale>
    </Flex>
  );
}

/** Whether what is around is of an earlier question. */
export const useStale = () => useContext(Stale);
