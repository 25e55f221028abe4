import { createHash, randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import type { Keyring } from '../../database/keyring.ts';
import type { Log } from '../../log.ts';
import { newVerifier, OAuthError, type ZaloOAuth } from './oauth.ts';
import type { TokenStore } from './token-store.ts';

export interface ConnectParts {
  pool: Pool;
  keyring: Keyring;
  oauth: ZaloOAuth;
  store: TokenStore;
  log: Log;
  publicUrl: string;
  now(): Date;
}

/** How the account's administrator grants us its tokens. */
export interface Connect {
  /** A link that works once, within half an hour; whoever has it can connect an account. */
  link(): Promise<string>;
  /** The address Zalo leads back to; it is also entered in Zalo's console. */
  callbackUrl: string;
  router: Router;
}

const PATH = '/zalo/callback';
const LINK_MS = 1_800_000;

/** An authorisation code as Zalo writes it; anything longer is not passed on. */
const MAX_CODE = 2000;

export function createConnect(parts: ConnectParts): Connect {
  const { pool, keyring, oauth, store, log, publicUrl, now } = parts;
  const callbackUrl = `${publicUrl}${PATH}`;
  const router = Router();

  router.get(PATH, async (req, res) => {
    res.set('Cache-Control', 'no-store').type('text');
    const { code, state, oa_id: oaId } = req.query;
    if (typeof code !== 'string' || typeof state !== 'string' || code.length > MAX_CODE) {
      return void res.status(400).send('Zalo did not send an authorisation code back.');
    }
    const verifier = await take(state);
    if (verifier === undefined) {
      const why = 'This link was used already, or is too old. Get a new one: npm run channels';
      return void res.status(400).send(why);
    }
    try {
      const pair = await oauth.exchange(code, verifier);
      const known = typeof oaId === 'string' && /^\d{1,30}$/.test(oaId) ? oaId : undefined;
      await store.put(pair, now(), known);
      log.info({ channel: 'zalo', oaId: known }, 'the account was connected');
      res.send('The Official Account is connected. This page can be closed.');
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log.warn({ err: error, channel: 'zalo' }, 'the account could not be connected');
      res.status(502).send(`${error.message}. Get a new link: npm run channels`);
    }
  });

  /** The verifier of a link, which is used up by that. */
  async function take(state: string): Promise<string | undefined> {
    const name = nameOf(state);
    const { rows } = await pool.query<{ verifier: string }>(
      'DELETE FROM zalo_link WHERE state = $1 AND expires_at > $2 RETURNING verifier',
      [name, now()],
    );
    return rows[0] && keyring.open(rows[0].verifier, placeOf(name));
  }

  return {
    callbackUrl,
    router,
    async link() {
      const state = randomBytes(24).toString('base64url');
      const name = nameOf(state);
      const verifier = newVerifier();
      await pool.query('DELETE FROM zalo_link WHERE expires_at <= $1', [now()]);
      await pool.query('INSERT INTO zalo_link (state, verifier, expires_at) VALUES ($1, $2, $3)', [
        name,
        await keyring.seal(verifier, placeOf(name)),
        new Date(now().getTime() + LINK_MS),
      ]);
      return oauth.permissionUrl(callbackUrl, state, verifier);
    },
  };
}

/** Whoever reads the table cannot build the link. */
function nameOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function placeOf(name: string): string {
  return `zalo_link.verifier/${name}`;
}
