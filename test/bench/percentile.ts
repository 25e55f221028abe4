/** The value below which a share of the samples lies; `samples` in milliseconds. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds from handing a message over to having its answer. */
  p50: number;
  p99: number;
}

export function measured(latencies: readonly number[], elapsedMs: number): Measured {
  return {
    perSecond: (latencies.length / elapsedMs) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}
