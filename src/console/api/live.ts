import { type Response, Router } from 'express';
import { sendProblem } from '../../http/problem.ts';
import { LIVE_LASTS_MS, live } from '../contract/live.ts';
import { type ListenerParts, startListener } from '../live.ts';
import { API_PATH, type ServeParts } from './serve.ts';

export interface LiveParts extends Pick<ServeParts, 'officerOf'>, ListenerParts {
  /** How often a silent stream shows that it is there, so that no proxy ends it; milliseconds. */
  heartbeatMs?: number;
}

/** The streams of this node. */
export interface Live {
  router: Router;
  /** Ends every stream, so that the server can close. */
  close(): Promise<void>;
}

/** `GET /console/api/live`: see `contract/live.ts`. */
export function startLive(parts: LiveParts): Live {
  const { officerOf, heartbeatMs = 20_000 } = parts;
  const listener = startListener(parts);
  const open = new Set<Response>();
  const router = Router();
  router.get(`${API_PATH}${live.path}`, async (req, res) => {
    const officer = await officerOf(req);
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
    open.add(res);
    const end = () => res.end();
    const unsubscribe = listener.subscribe((name) => res.write(`data: ${name}\n\n`));
    const heartbeat = setInterval(() => res.write(':\n\n'), heartbeatMs);
    const last = setTimeout(end, LIVE_LASTS_MS);
    res.on('close', () => {
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(last);
      open.delete(res);
    });
  });
  return {
    router,
    async close() {
      for (const res of open) res.end();
      await listener.close();
    },
  };
}
