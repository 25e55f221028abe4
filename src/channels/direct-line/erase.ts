import type pg from 'pg';

/** Whatever runs a statement: the pool, or the connection whose transaction it shall be part of. */
type Db = Pick<pg.ClientBase, 'query'>;

/**
 * Forgets what was said in conversations and whose they were. They stay, empty: a client that is
 * still connected keeps its place, and what it says next is numbered on.
 */
export async function erase(db: Db, conversationIds: readonly string[]): Promise<void> {
  await db.query('UPDATE direct_line_conversation SET user_id = NULL WHERE id = ANY ($1)', [
    conversationIds,
  ]);
  await db.query('DELETE FROM direct_line_activity WHERE conversation_id = ANY ($1)', [
    conversationIds,
  ]);
}

/** For the retention of transcripts: forgets what was said before, and conversations that ceased before. */
export async function eraseBefore(db: Db, before: Date): Promise<void> {
  await db.query('DELETE FROM direct_line_activity WHERE at < $1', [before]);
  await db.query('DELETE FROM direct_line_conversation WHERE last_at < $1', [before]);
}
