import { expect, vi } from 'vitest';
import type { Pool } from '../../../src/database/client.ts';

/** Where a citizen writes, and where it is seen that they were answered. */
interface Where {
  /** The service's address. */
  url: string;
  pool: Pool;
}

/**
 * Someone who writes in the web chat, message after message, each answered; returns the
 * conversation's id once officers find it.
 */
export async function write({ url, pool }: Where, texts: readonly string[]): Promise<string> {
  const post = async <T>(path: string, token: string, body: object): Promise<T> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: found ${response.status}`);
    return (await response.json()) as T;
  };
  const minted = await (await fetch(`${url}/chat/token`, { method: 'POST' })).json();
  const { token, conversationId } = minted as { token: string; conversationId: string };
  await post('/v3/directline/conversations', token, {});
  for (const [i, text] of texts.entries()) {
    const path = `/v3/directline/conversations/${conversationId}/activities`;
    await post(path, token, { type: 'message', from: { id: 'me' }, text });
    const answered = `SELECT c.id FROM conversation_summary s
      JOIN conversation c ON c.id = s.conversation_id
     WHERE c.person = $1 AND s.received = $2`;
    await vi.waitFor(
      async () => {
        const { rowCount } = await pool.query(answered, [conversationId, i + 1]);
        expect(rowCount, `message ${i + 1} is answered and found`).toBe(1);
      },
      { timeout: 10_000 },
    );
  }
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM conversation WHERE person = $1',
    [conversationId],
  );
  return rows[0]!.id;
}
