import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../../database/client.ts';
import { KeyringError } from '../../database/keyring.ts';
import type { Log } from '../../log.ts';
import type { Metrics } from '../metrics.ts';
import { SendError } from '../send.ts';
import { OAuthError, type TokenPair, type ZaloOAuth } from './oauth.ts';
import { endOf, type StoredPair, type TokenStore } from './token-store.ts';

export interface TokensParts {
  pool: Pool;
  store: TokenStore;
  oauth: ZaloOAuth;
  log: Log;
  metrics: Metrics;
  now(): Date;
}

/**
 * The account's access token on this node. Any number of nodes share one pair; a refresh token is
 * good once, so whoever renews holds the row's lock from reading it until the new pair is stored,
 * and all others read that. Counts `zalo_token_renewed`.
 */
export interface Tokens {
  /** A token that should be good. Throws `needs-an-operator` when the account is not connected. */
  current(): Promise<StoredPair>;
  /** A token newer than that version, which Zalo refused: another node's, or a renewed one. */
  newer(than: number): Promise<StoredPair>;
  /** Renews ahead of time when it is due; for a timer. Never rejects. */
  tend(): Promise<void>;
  /** The account, as far as known without asking the database. */
  oaId(): string | undefined;
}

/** Renewed from then on before it ends: a refresh that fails leaves time to try again. */
const AHEAD_MS = 3_600_000;
/** A token that ends so soon might not be good any more when it arrives. */
const STALE_MS = 60_000;
/** A token refused so soon after it was given is not the matter: another would be refused too. */
const YOUNG_MS = 30_000;
/** How long a final refusal is believed before Zalo is asked again. */
const REFUSED_MS = 60_000;
/** Waits between attempts at storing a pair that exists nowhere else. */
const STORE_WAITS_MS = [100, 300, 1000, 3000];
/** Waits for a pair of another node, before a refusal is final. */
const OTHERS_WAITS_MS = [200, 500, 1000];

export function createTokens(parts: TokensParts): Tokens {
  const { pool, store, oauth, log, metrics, now } = parts;
  let known: StoredPair | undefined;
  let renewing: Promise<StoredPair> | undefined;
  let refused: { version: number; at: number; error: SendError } | undefined;

  const leftMs = ({ expiresAt }: StoredPair) => expiresAt.getTime() - now().getTime();

  function learn(pair: StoredPair): StoredPair {
    if (known === undefined || pair.version >= known.version) known = pair;
    return pair;
  }

  async function read(): Promise<StoredPair> {
    const pair = await store.read().catch((error) => {
      throw locked(error);
    });
    if (pair === undefined) throw notConnected();
    return learn(pair);
  }

  /** One at a time on this node; the row's lock sees to it among nodes. */
  function newer(than: number): Promise<StoredPair> {
    if (known !== undefined && known.version > than) return Promise.resolve(known);
    renewing ??= renew(than).finally(() => {
      renewing = undefined;
    });
    return renewing.then((pair) => (pair.version > than ? pair : newer(than)));
  }

  async function renew(than: number): Promise<StoredPair> {
    if (refused !== undefined && refused.version >= than) {
      if (now().getTime() - refused.at < REFUSED_MS) return otherwise(than, refused.error);
    }
    const client = await pool.connect();
    // It is idle while Zalo is asked: losing it then must not end the process.
    const onLost = () => undefined;
    client.on('error', onLost);
    let broken = false;
    let next: { from: StoredPair; pair: TokenPair; at: Date } | undefined;
    try {
      await client.query('BEGIN');
      const pair = await store.lock(client);
      if (pair === undefined) throw notConnected();
      if (pair.version > than) {
        await client.query('COMMIT');
        return learn(pair);
      }
      if (leftMs(pair) > STALE_MS && now().getTime() - pair.at.getTime() < YOUNG_MS)
        throw tooYoung();
      const fresh = await oauth.refresh(pair.refresh);
      metrics.count('zalo_token_renewed');
      next = { from: pair, pair: fresh, at: now() };
      await store.replace(client, pair.version, fresh, next.at);
      await client.query('COMMIT');
    } catch (error) {
      broken = !(error instanceof OAuthError || error instanceof SendError);
      await client.query('ROLLBACK').catch(() => undefined);
      if (next === undefined) return await failed(than, error);
      log.warn({ err: error, channel: 'zalo' }, 'a renewed token is stored another way');
      await storeAnyway(next.from.version, next.pair, next.at);
    } finally {
      client.off('error', onLost);
      client.release(broken);
    }
    refused = undefined;
    const { from, pair, at } = next;
    const { access, refresh } = pair;
    const expiresAt = endOf(pair, at);
    log.info({ channel: 'zalo', expiresAt }, 'the token was renewed');
    return learn({ ...from, access, refresh, version: from.version + 1, expiresAt, at });
  }

  /** The old pair is dead and this one is only here: if it is lost, somebody has to connect again. */
  async function storeAnyway(version: number, pair: TokenPair, at: Date): Promise<void> {
    for (const wait of STORE_WAITS_MS) {
      try {
        // Not replaced: then the commit had gone through after all, or another pair was granted.
        await store.replace(pool, version, pair, at);
        return;
      } catch {
        await sleep(wait);
      }
    }
    log.error(
      { channel: 'zalo' },
      'a renewed token could not be stored; this node goes on with it',
    );
  }

  async function failed(than: number, error: unknown): Promise<StoredPair> {
    if (!(error instanceof OAuthError)) throw locked(error);
    if (error.temporary) throw new SendError(error.message, { kind: 'retry-later', cause: error });
    // Another node may have used the refresh token, and lost the row's lock before it could store.
    for (const wait of OTHERS_WAITS_MS) {
      const pair = await read();
      if (pair.version > than) return pair;
      await sleep(wait);
    }
    const final = new SendError(`${error.message}; connect the account again: npm run channels`, {
      kind: 'needs-an-operator',
      cause: error,
    });
    refused = { version: than, at: now().getTime(), error: final };
    return otherwise(than, final);
  }

  /** The pair that an operator granted meanwhile, or the failure. */
  async function otherwise(than: number, error: SendError): Promise<StoredPair> {
    const pair = await read();
    if (pair.version > than) return pair;
    throw error;
  }

  return {
    async current() {
      let pair = known ?? (await read());
      if (leftMs(pair) > STALE_MS) return pair;
      pair = await read();
      return leftMs(pair) > STALE_MS ? pair : newer(pair.version);
    },
    newer,
    async tend() {
      try {
        const pair = await store.read();
        if (pair === undefined) return;
        learn(pair);
        if (leftMs(pair) < AHEAD_MS) await newer(pair.version);
      } catch (err) {
        log.error({ err, channel: 'zalo' }, 'the token could not be renewed ahead of time');
      }
    },
    oaId: () => known?.oaId,
  };
}

function notConnected(): SendError {
  return new SendError('the Official Account is not connected: npm run channels prints the link', {
    kind: 'needs-an-operator',
  });
}

function tooYoung(): SendError {
  return new SendError('Zalo refuses a token that it has just given', {
    kind: 'retry-later',
    afterMs: YOUNG_MS,
    scope: 'platform',
  });
}

/** A pair that no key opens is a matter for an operator; anything else passes. */
function locked(error: unknown): unknown {
  if (!(error instanceof KeyringError)) return error;
  return new SendError(error.message, { kind: 'needs-an-operator', cause: error });
}
