import { isDeepStrictEqual } from 'node:util';
import type { Pool } from '../../database/client.ts';
import { KeyringError } from '../../database/keyring.ts';
import type { Log } from '../../log.ts';
import type { Metrics } from '../metrics.ts';
import { SendError } from '../send.ts';
import { loginFailure } from './failure.ts';
import type { Session } from './session.ts';
import type { SessionStore, Standing } from './session-store.ts';
import type { API } from './zca.ts';

/** What an operator does about a session that is missing or lost. */
export const LOGIN_COMMAND = 'npm run channels -- zalo-personal login';

export interface AccountParts {
  pool: Pool;
  store: SessionStore;
  /** What zca-js asks Zalo by. */
  fetch: typeof globalThis.fetch;
  log: Log;
  metrics: Metrics;
}

/** The account's session, opened on this node. */
export interface Opened {
  api: API;
  session: Session;
  version: number;
}

/**
 * The account as every node can use it. Only one node may have the socket, but sending is plain HTTP
 * with the session's cookies and key, which all nodes read from the database: whoever has a reply
 * sends it. Nobody logs in but who finds the session refused, one at a time under the row's lock, so
 * that many refusals come down to one login.
 */
export interface Account {
  /** The newest session. Throws a SendError that needs an operator when there is none, or it is lost. */
  current(): Promise<Opened>;
  /**
   * A session newer than the version that was refused: another node's, or else by logging in with
   * the old one's cookies. One that is lost is given up, unless `again`. Throws SendError.
   */
  newer(than: number, again?: boolean): Promise<Opened>;
  /** For opening the socket: the same session with another of its addresses. */
  open(session: Session, attempt: number): Promise<API>;
  /** Notes how far everything was heard, and the newest cookies; false when the session is another one by now. */
  keep(opened: Opened, heardAt: Date): Promise<boolean>;
}

/** zca-js takes a third of a second to load: that is spared to who does not use it. */
const zca = () => import('./zca.ts');

export function createAccount({ pool, store, fetch, log, metrics }: AccountParts): Account {
  let known: Opened | undefined;
  let renewing: Promise<Opened> | undefined;

  async function learn(session: Session, version: number): Promise<Opened> {
    const { openApi } = await zca();
    if (known === undefined || known.version < version) {
      known = { api: openApi(session, fetch), session, version };
    }
    return known;
  }

  async function current(): Promise<Opened> {
    const standing = await store.standing();
    if (standing === undefined || standing.lost) throw unusable(standing);
    if (known?.version === standing.version) return known;
    const stored = await store.read().catch((error) => {
      throw locked(error);
    });
    if (stored === undefined || stored.lost) throw unusable(stored);
    return learn(stored.session, stored.version);
  }

  async function renew(than: number, again: boolean): Promise<Opened> {
    const client = await pool.connect();
    // It is idle while Zalo is asked: losing it then must not end the process.
    const onLost = () => undefined;
    client.on('error', onLost);
    let broken = false;
    try {
      await client.query('BEGIN');
      const stored = await store.lock(client);
      const isNewer = stored !== undefined && stored.version > than;
      if (stored === undefined || (stored.lost && !(again && !isNewer))) throw unusable(stored);
      if (isNewer) {
        await client.query('COMMIT');
        return await learn(stored.session, stored.version);
      }
      const session = await login(stored.session);
      if ('problem' in session) {
        await store.lose(client, session.problem);
        await client.query('COMMIT');
        throw unusable({ problem: session.problem });
      }
      await store.replace(client, session);
      await client.query('COMMIT');
      log.info({ channel: 'zalo-personal' }, 'logged in anew');
      return await learn(session, stored.version + 1);
    } catch (error) {
      broken = !(error instanceof SendError);
      await client.query('ROLLBACK').catch(() => undefined);
      throw locked(error);
    } finally {
      client.off('error', onLost);
      client.release(broken);
    }
  }

  /** The next session, or why Zalo refuses one. Throws when Zalo could not be asked. */
  async function login(session: Session): Promise<Session | { problem: string }> {
    const { logIn } = await zca();
    metrics.count('zalo_personal_logins');
    try {
      return await logIn(session, fetch);
    } catch (error) {
      const { refused, reason } = loginFailure(error);
      if (refused) return { problem: `Zalo refuses the session: ${reason}` };
      throw new SendError(reason, { kind: 'retry-later', cause: error });
    }
  }

  /** One at a time on this node; the row's lock sees to it among nodes. */
  function newer(than: number, again = false): Promise<Opened> {
    renewing ??= renew(than, again).finally(() => {
      renewing = undefined;
    });
    return renewing.then((opened) => (opened.version > than ? opened : newer(than, again)));
  }

  return {
    current,
    newer,
    async open(session, attempt) {
      const { openApi } = await zca();
      return openApi(session, fetch, attempt);
    },
    async keep(opened, heardAt) {
      const { jarOf } = await zca();
      const jar = jarOf(opened.api);
      const changed = !isDeepStrictEqual(jar, opened.session.jar);
      if (changed) opened.session = { ...opened.session, jar };
      const session = changed ? { session: opened.session } : {};
      return store.note(opened.version, { heardAt, ...session });
    },
  };
}

function unusable(standing: Pick<Standing, 'problem'> | undefined): SendError {
  const why = standing?.problem ?? 'nobody is logged in';
  return new SendError(`${why}: ${LOGIN_COMMAND}`, { kind: 'needs-an-operator' });
}

/** A session that no key opens is a matter for an operator; anything else passes. */
function locked(error: unknown): unknown {
  if (!(error instanceof KeyringError)) return error;
  return new SendError(error.message, { kind: 'needs-an-operator', cause: error });
}
