/** Values that tell counters of one name apart: `{ channel: 'zalo', reason: 'unsigned' }`. Nothing personal. */
export type Labels = Readonly<Record<string, string>>;

/** A counter as it is read. */
export interface Counter {
  name: string;
  labels: Labels;
  value: number;
}

/** Counters of this process since its start, for whoever watches over it. */
export interface Metrics {
  count(name: string, labels?: Labels, by?: number): void;
  /** All counters, in the order they first counted. */
  metrics(): Counter[];
}

/** Most different counters kept; a label that held something endless must not fill the memory. */
const MAX_COUNTERS = 10_000;

export function createMetrics(): Metrics {
  const counters = new Map<string, Counter>();
  return {
    count(name, labels = {}, by = 1) {
      const key = JSON.stringify([name, Object.entries(labels).sort()]);
      const counter = counters.get(key);
      if (counter !== undefined) counter.value += by;
      else if (counters.size < MAX_COUNTERS) counters.set(key, { name, labels, value: by });
    },
    metrics: () => [...counters.values()].map((counter) => ({ ...counter })),
  };
}
