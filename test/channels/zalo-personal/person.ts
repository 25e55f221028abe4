import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { logInZaloPersonal } from '../../../src/channels/zalo-personal/login.ts';
import type { Database } from '../../../src/database/open.ts';
import { groupMessage, userMessage } from './fake-messages.ts';
import { type FakeZaloPersonal, settingsFor } from './fake-zalo-personal.ts';

/** Logs the account in as its owner does, by a code; a service on this database takes it up. */
export async function connect(
  zalo: FakeZaloPersonal,
  { pool }: Pick<Database, 'pool'>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zalo-personal-'));
  const { ok, message } = await logInZaloPersonal({
    settings: settingsFor(zalo),
    pool,
    dataDir,
    now: () => new Date(),
    say: () => undefined,
  });
  await rm(dataDir, { recursive: true });
  if (!ok) throw new Error(message);
}

/**
 * Someone who writes to the account in the Zalo app, or in a group mentions it with every message.
 * The assistant answers who has begun with a keyword or a source code.
 */
export function personOverZaloPersonal(zalo: FakeZaloPersonal, user: string, group?: string) {
  return {
    /** As the channel names the conversation. */
    person: group === undefined ? user : `g:${group}:${user}`,

    async say(text: string): Promise<void> {
      await vi.waitFor(() => {
        if (!zalo.listening()) throw new Error('nobody listens');
      }, 20_000);
      if (group === undefined) zalo.inPrivate(userMessage(user, text));
      else zalo.inGroup(groupMessage(group, user, text, 'the account'));
    },

    /** All that the account wrote to them, the mention left out. */
    shown: () =>
      zalo.sent
        .filter(({ what, to }) => what !== 'typing' && to === (group ?? user))
        .filter(({ mentions }) => group === undefined || mentions[0]?.uid === user)
        .map(({ text, mentions }) => ({ text: text.slice(mentions[0]?.len ?? 0).trim() })),
  };
}
