import { Router } from 'express';
import { sendProblem } from '../../http/problem.ts';
import { LIVE_LASTS_MS, live } from '../contract/live.ts';
import { type ListenerParts, startListener } from '../live.ts';
import { API_PATH, type ServeParts } from './serve.ts';

export interface LiveParts extends Pick<ServeParts, 'officerOf'>, ListenerParts {
  /** How often a silent stream shows that it is there, so that no proxy ends it; milliseconds. */
  heartbeatMs?: number;
  /** How long a stream lasts; milliseconds. */
  lastsMs?: number;
}

/** The streams of this node. */
export interface Live {
  router: Router;
  /** Ends every stream, so that the server can close. */
  close(): Promise<void>;
}

/** `GET /console/api/live`: see `contract/live.ts`. */
export function startLive(parts: LiveParts): Live {
  const { officerOf, heartbeatMs = 20_000, lastsMs = LIVE_LASTS_MS } = parts;
  const listener = startListener(parts);
  const open = new Set<() => void>();
  const router = Router();
  router.get(`${API_PATH}${live.path}`, async (req, res) => {
    // Browsers open it again by themselves, whether anybody is there or not.
    const officer = await officerOf(req, true);
    if (officer === undefined) return sendProblem(res, 401, { detail: 'Sign in first.' });
    if (res.destroyed) return;
    res.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // nginx holds answers back otherwise.
      'X-Accel-Buffering': 'no',
    });
    // A first line at once: some browsers count a stream as open only then.
    res.write('retry: 2000\n\n');
    const unsubscribe = listener.subscribe((name) => res.write(`data: ${name}\n\n`));
    const heartbeat = setInterval(() => res.write(':\n\n'), heartbeatMs);
    // Whoever takes nothing more closes late, and nothing may be written after the end.
    const end = () => {
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(last);
      open.delete(end);
      res.end();
    };
    const last = setTimeout(end, lastsMs);
    open.add(end);
    res.on('close', end);
  });
  return {
    router,
    async close() {
      for (const end of open) end();
      await listener.close();
    },
  };
}
