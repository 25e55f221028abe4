import type { CheckResult } from '../channel.ts';
import { SendError } from '../send.ts';
import { type Account, LOGIN_COMMAND, type Opened } from './account.ts';
import { sendFailure } from './failure.ts';
import type { SessionStore } from './session-store.ts';

export interface CheckParts {
  account: Account;
  store: SessionStore;
  now(): Date;
}

/** A node that listens says so twice a minute; milliseconds. */
const SILENT_MS = 120_000;

/** Asks Zalo whether the session is good, with what the listening node last noted. */
export async function checkZaloPersonal(parts: CheckParts): Promise<CheckResult> {
  const { account, store, now } = parts;
  try {
    const { name, uid } = await asked(account);
    const { heardAt, problem } = (await store.standing())!;
    const listens = now().getTime() - heardAt.getTime() < SILENT_MS;
    const state = problem ?? (listens ? 'a node listens' : 'no node listens at the moment');
    return { ok: true, message: `account "${name.slice(0, 80)}" ${uid}, ${state}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const lost = error instanceof SendError && error.kind === 'needs-an-operator';
    return { ok: false, message, ...(lost && { todo: [`log in by a code: ${LOGIN_COMMAND}`] }) };
  }
}

/** The account as Zalo knows it, by a session that is renewed if Zalo does not take it. */
async function asked(account: Account): Promise<{ name: string; uid: string }> {
  const opened = await account.current();
  const failure = await nameOf(opened).catch(sendFailure);
  if (!(failure instanceof Error)) return failure;
  if (!(failure instanceof SendError) || failure.kind !== 'refresh-and-retry') throw failure;
  const renewed = await account.newer(opened.version);
  return nameOf(renewed).catch((error) => {
    throw sendFailure(error);
  });
}

async function nameOf({ api, session }: Opened): Promise<{ name: string; uid: string }> {
  const { profile } = await api.fetchAccountInfo();
  return { name: profile?.displayName ?? '', uid: session.uid };
}
