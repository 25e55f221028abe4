import { Router } from 'express';
import type { Metrics } from '../channels/metrics.ts';
import { isSame } from '../channels/webhook.ts';
import type { Queues } from '../delivery/queues.ts';
import { allowOnly, sendProblem } from './problem.ts';

export interface MetricsParts {
  /** Counters of this process. */
  metrics: Pick<Metrics, 'metrics'>;
  /** What waits, on all nodes; rejects when the database is away. */
  queues(): Promise<Queues>;
  /** What whoever may read it shows as `Authorization: Bearer`. Absent: there is no such address. */
  token?: string;
}

/** The gauges, each with where it stands in {@link Queues} and what it is. */
const GAUGES: readonly (readonly [name: string, key: keyof Queues, help: string])[] = [
  ['inbox_unread', 'unread', 'Messages nobody has answered yet, of all nodes.'],
  ['inbox_oldest_unread_seconds', 'oldestUnreadSeconds', 'Since when the oldest of them waits.'],
  ['inbox_failed', 'failedMessages', 'Messages that were given up.'],
  ['outbox_pending', 'pending', 'Replies still to be sent, of all nodes.'],
  ['outbox_oldest_pending_seconds', 'oldestPendingSeconds', 'Since when the oldest of them waits.'],
  ['outbox_failed', 'failedReplies', 'Replies that were given up.'],
];

const PREFIX = 'tro_ly';

/**
 * `GET /metrics` for Prometheus, in its text format 0.0.4: the counters of this process since its
 * start, and the queues of all nodes. Nothing personal is in it, but how busy the city is concerns
 * nobody else either: it takes a token, as behind a proxy every caller looks local. Without the
 * database the counters are still told, and `tro_ly_database_up` is 0.
 */
export function metricsRouter({ metrics, queues, token }: MetricsParts): Router {
  const router = Router();
  if (token === undefined) return router;
  router
    .route('/metrics')
    .get(async (req, res) => {
      if (!isSame(req.get('Authorization'), `Bearer ${token}`)) {
        res.set('WWW-Authenticate', 'Bearer');
        return sendProblem(res, 401, { detail: 'The metrics take the token of METRICS_TOKEN.' });
      }
      const now = await queues().catch(() => undefined);
      const gauges =
        now === undefined ? [] : GAUGES.map(([name, key, help]) => gauge(name, now[key], help));
      const up = gauge('database_up', now === undefined ? 0 : 1, 'Whether the database answers.');
      const lines = [...counters(metrics), up, ...gauges];
      res
        .set('Cache-Control', 'no-store')
        .set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
        .send(`${lines.join('\n')}\n`);
    })
    .all(allowOnly('GET', 'HEAD'));
  return router;
}

function gauge(name: string, value: number, help: string): string {
  const full = `${PREFIX}_${name}`;
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${full} ${value}`;
}

/** Those of one name stand together, as the format wants it. */
function counters({ metrics }: MetricsParts['metrics']): string[] {
  const byName = new Map<string, string[]>();
  for (const { name, labels, value } of metrics()) {
    const full = `${PREFIX}_${name}_total`;
    const given = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    const lines = byName.get(full) ?? [`# TYPE ${full} counter`];
    lines.push(`${full}${given.length === 0 ? '' : `{${given.join(',')}}`} ${value}`);
    byName.set(full, lines);
  }
  return [...byName.values()].flat();
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
