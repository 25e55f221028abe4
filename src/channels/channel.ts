import type { Router } from 'express';
import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import type { Capabilities } from './capabilities.ts';
import type { Inbound } from './inbound.ts';
import type { Metrics } from './metrics.ts';
import type { Rendered } from './render.ts';
import type { TellTrouble } from './tell-trouble.ts';
import type { ChannelWords } from './words.ts';

/**
 * One platform, open. Its adapter knows its requests and errors; it knows nothing of the
 * conversation, of retries, of rates and of splitting. See {@link Platform} for the rest of it.
 */
export interface Channel {
  readonly name: string;
  /** Those of its {@link Platform}, or adjusted by a setting. */
  readonly capabilities: Capabilities;
  /** Where not everybody can be shown the same: what that person can. Only how a message looks. */
  capabilitiesFor?(person: string): Capabilities;
  /**
   * Sends one message that fits {@link capabilities}. Resolves when the platform has taken it, with
   * the platform's name for it. Throws {@link SendError} classified by the platform's error table;
   * any other error (network, 5xx) counts as `retry-later`. The same `key` may come again when a
   * node died at it: a platform that removes duplicates by a key of ours gets it.
   *
   * When `signal` is aborted the message has been given up and may be sent anew at any moment: what
   * comes before the platform's call (a token, a look into the database) must not lead to it any
   * more, and the call itself is taken back.
   */
  send(
    person: string,
    message: Rendered,
    key: string,
    signal?: AbortSignal,
  ): Promise<{ deliveredId?: string }>;
  /**
   * Renews credentials after a `refresh-and-retry`. Called once per failed message; many at once
   * must come down to one renewal. Rejects when it cannot be done.
   */
  refresh?(): Promise<void>;
  /**
   * Shows the person that an answer is being written, for some seconds or until it comes. Absent:
   * the platform has no such sign. Called only when a turn takes long; whether it rejects or never
   * ends concerns nobody.
   */
  typing?(person: string): Promise<void>;
  /** Webhooks and verification pages, with whole paths; see `webhook()`. */
  readonly router?: Router;
  /**
   * Pollers and sockets; called once the HTTP server answers, which does not wait for it. Resolves
   * when they are under way. What one node must do for all is led: see `lead()`.
   */
  start?(): Promise<void>;
  /**
   * Stops what {@link start} began, also in the middle of it; resolves when nothing more will come
   * in. Replies under way are still sent after that.
   */
  close(): Promise<void>;
  /** For `npm run channels`: asks the platform whether the credentials are good. Never rejects for a bad one. */
  check?(): Promise<CheckResult>;
  /** For `npm run channels`: sets webhook, commands, menu, where the platform has a call for it. */
  register?(): Promise<CheckResult>;
}

/** What a check found, as one line that an operator reads; no secret in it. */
export interface CheckResult {
  ok: boolean;
  /** English, one line: "bot @abc, webhook set", "the token is not valid: 401". */
  message: string;
  /** What the operator has to do by hand, a line each: a link to open, a switch in a console. */
  todo?: readonly string[];
}

/** What became of a message at the door. Each is answered 200. */
export type Accepted = 'stored' | 'duplicate' | 'dropped';

/** What an adapter is given of the house. */
export interface ChannelContext {
  /**
   * Takes a message in. Resolves when it is on disk (or was before, or was one of a flood);
   * rejects after 1.5 s at the latest when it is not: then the platform must hear 503.
   */
  accept(message: Inbound): Promise<Accepted>;
  pool: Pool;
  /** The same database's address, for a connection of one's own (locks, LISTEN). Holds a password. */
  url: string;
  log: Log;
  now(): Date;
  /** The address people reach the service at, without a slash at its end. */
  publicUrl: string;
  /** A secret that nobody set: generated once, the same on every node. */
  secret(name: string): Promise<string>;
  metrics: Metrics;
  /**
   * For whoever starts or runs what receives, once for each run: tells officers that the channel
   * cannot receive, and that it does again.
   */
  trouble(channel: string): TellTrouble;
  /** The few Vietnamese words an adapter needs, from `flows/language/channels.yaml`. */
  words: ChannelWords;
  /**
   * Whether a text would open a conversation on a shared channel by a keyword or a source code. For
   * adapters that must not even store what was not meant for the bot (personal accounts, groups).
   */
  opens(text: string): boolean;
  /** Whether that person's conversation was opened before and has not lapsed. One query. */
  isOpen(channel: string, person: string): Promise<boolean>;
}
