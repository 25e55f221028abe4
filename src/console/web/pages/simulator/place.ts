import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { AskedDay } from '../../../contract/asked-day.ts';
import { useAddress } from '../../parts/address.ts';

/**
 * Where a simulation is in the address: the day it is played on (`on`; absent: today), the step it
 * begins at (`from`, `flow/step`; absent: the beginning), and words laid ready to be sent (`ask`).
 * What is said in it stays in memory.
 */
const Place = z.object({
  on: AskedDay,
  from: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  ask: z.string().max(200),
});

export type Place = Partial<z.infer<typeof Place>>;

/** Place of the simulation; {@link Place}. */
export function usePlace() {
  return useAddress(Place);
}

/** The simulator beside a page: open while the address says `simulate`. */
export function useSimulatorPanel() {
  const [params, setParams] = useSearchParams();
  return {
    isOpen: params.has('simulate'),
    /** Begins there, on the day that was chosen before; `forget` are names of the page to take out. */
    open: ({ from, ask }: Omit<Place, 'on'>, forget: readonly string[] = []) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const name of [...forget, 'from', 'ask']) after.delete(name);
        if (from !== undefined) after.set('from', from);
        if (ask !== undefined) after.set('ask', ask);
        after.set('simulate', '1');
        return after;
      }),
    close: () =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const name of ['simulate', 'on', 'from', 'ask']) after.delete(name);
        return after;
      }),
  };
}
