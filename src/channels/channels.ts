import type { Router } from 'express';
import type { Database } from '../database/open.ts';
import { secret } from '../database/secrets.ts';
import type { Log } from '../log.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { createDoor } from './door.ts';
import type { Inbound } from './inbound.ts';
import { createOpens } from './keywords.ts';
import type { Metrics } from './metrics.ts';
import { createOutgoing } from './outgoing.ts';
import type { Platform } from './platform.ts';
import { isOpen } from './policy.ts';
import { PLATFORMS } from './registry.ts';
import type { Send } from './send.ts';
import { createSender } from './sender.ts';
import type { ChannelSettings } from './settings.ts';
import { createTrouble } from './tell-trouble.ts';
import type { ChannelWords } from './words.ts';

/** What the channels need of the house. */
export interface ChannelsParts {
  settings: ChannelSettings;
  words: ChannelWords;
  database: Pick<Database, 'pool' | 'url'>;
  /** Stores a message; rejects when it is not stored. */
  accept(message: Inbound): Promise<'stored' | 'duplicate'>;
  metrics: Metrics;
  log: Log;
  now(): Date;
  publicUrl: string;
  /** Which platforms there are; those of the registry unless given. */
  platforms?: readonly Platform[];
}

/** All platforms that are configured, as one. The web chat is apart: it is always there. */
export interface Channels {
  channels: readonly Channel[];
  /** Their names, for delivery. */
  names: readonly string[];
  routers: readonly Router[];
  /** Takes a message in by the door that all channels use. */
  accept: ChannelContext['accept'];
  send: Send;
  /** Shows the person that an answer is being written, where the platform can. Never throws. */
  typing(channel: string, person: string): void;
  /**
   * Starts pollers and sockets; never rejects. One that cannot start is logged, officers see it, and
   * it holds up no other.
   */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** How often what no longer matters is forgotten; milliseconds. */
const SWEEP_MS = 600_000;

/** Puts the platforms together over one door, one sender and one set of counters. */
export async function openChannels(parts: ChannelsParts): Promise<Channels> {
  const { settings, words, database, metrics, log, now, publicUrl } = parts;
  const { pool, url } = database;
  const accept = createDoor({
    accept: parts.accept,
    metrics,
    now,
    sourceCode: words.sourceCode,
    perMinute: settings.messagesPerMinute,
  });
  const context: ChannelContext = {
    accept,
    pool,
    url,
    log,
    now,
    publicUrl,
    secret: (name) => secret(pool, name),
    metrics,
    trouble: createTrouble(pool, log),
    words,
    opens: createOpens(words),
    async isOpen(channel, person) {
      const { rows } = await pool.query(
        'SELECT state FROM conversation WHERE channel = $1 AND person = $2',
        [channel, person],
      );
      return rows[0] !== undefined && isOpen(rows[0].state, now());
    },
  };
  const channels = await openConfigured(parts, context);
  const outgoing = createOutgoing(pool);
  const sweeping = setInterval(() => {
    outgoing.sweep().catch((err) => log.warn({ err }, 'sending could not be tidied'));
  }, SWEEP_MS).unref();

  return {
    channels,
    names: channels.map(({ name }) => name),
    routers: channels.flatMap(({ router }) => router ?? []),
    accept,
    send: createSender({ channels, outgoing, words, metrics, log, now }),
    typing(name, person) {
      const show = async () => channels.find((one) => one.name === name)?.typing?.(person);
      show().catch(() => {
        log.debug({ channel: name }, 'it could not be shown that an answer is being written');
      });
    },
    async start() {
      await Promise.all(
        channels.map(async (channel) => {
          const tell = context.trouble(channel.name);
          try {
            await channel.start?.();
            // Whether a poller or a socket receives is only known by and by: they tell it.
            if (channel.router !== undefined) tell(null);
          } catch (err) {
            log.error({ err, channel: channel.name }, 'a channel could not be started');
            const why = err instanceof Error ? err.message : String(err);
            tell(`the channel could not be started: ${why}`);
          }
        }),
      );
    },
    async close() {
      clearInterval(sweeping);
      await Promise.all(channels.map((channel) => channel.close()));
    },
  };
}

async function openConfigured(
  { settings, platforms = PLATFORMS }: ChannelsParts,
  context: ChannelContext,
): Promise<Channel[]> {
  const given: Readonly<Record<string, unknown>> = { ...settings };
  const opening = platforms.map(({ name, open }) =>
    given[name] === undefined ? [] : open(given[name], context),
  );
  return (await Promise.all(opening)).flat();
}
