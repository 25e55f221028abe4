import type pg from 'pg';
import type { z } from 'zod';
import type { Pool } from '../database/client.ts';
import type { Capabilities } from './capabilities.ts';
import type { Channel, ChannelContext, CheckResult } from './channel.ts';

/** What the house knows of a channel without opening it. */
export interface Described<Name extends string = string> {
  /** As settings, the database and officers call it: `zalo-bot`. */
  readonly name: Name;
  readonly capabilities: Capabilities;
  /** Whether others read along what is said to this person: it is a group's chat. Absent: never. */
  isPublic?(person: string): boolean;
  /**
   * Forgets what the channel itself keeps of these people: part of the transaction that forgets
   * them. Persons of other channels may be among them. Absent: it keeps nothing.
   */
  erase?(db: Pick<pg.ClientBase, 'query'>, persons: readonly string[]): Promise<void>;
}

/**
 * All that a platform is to the house: its folder `src/channels/<name>/` exports one of these from
 * `platform.ts`, and `registry.ts` lists it. So that settings and erasure do not load every
 * platform's client, `platform.ts` imports what is light, and the rest when it is called for.
 */
export interface Platform<
  Name extends string = string,
  Settings = unknown,
  Variables extends z.ZodRawShape = z.ZodRawShape,
> extends Described<Name> {
  /** Its environment variables, a zod schema each; messages say what is allowed. */
  readonly environment: Variables;
  /** What its adapter is told, out of the variables; undefined: not configured, so it is off. */
  settings(env: z.output<z.ZodObject<Variables>>): Settings | undefined;
  /**
   * People write there about everything and staff answer (`SHARED_CHANNELS`): unless that is set
   * otherwise, or always. Absent: unless set otherwise it is the assistant's own.
   */
  readonly shared?: 'by-default' | 'always';
  open(settings: Settings, context: ChannelContext): Promise<Channel>;
  /** `npm run channels -- <name> login`: gets credentials that somebody has to be there for. */
  login?(parts: LoginParts<Settings>): Promise<CheckResult>;
}

/** What a login is given of the house. */
export interface LoginParts<Settings> {
  settings: Settings;
  pool: Pool;
  /** Where it may put a file. */
  dataDir: string;
  now(): Date;
  /** Prints something, in lines. */
  say(line: string): void;
}
