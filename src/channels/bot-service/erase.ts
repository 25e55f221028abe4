import type pg from 'pg';

/**
 * Forgets whose conversations these were. Where they are answered stays, as the confirmation is
 * still on its way; it is a name of Bot Service's that leads to nobody here.
 */
export async function erase(
  db: Pick<pg.ClientBase, 'query'>,
  persons: readonly string[],
): Promise<void> {
  await db.query('UPDATE bot_service_conversation SET user_id = NULL WHERE person = ANY ($1)', [
    persons,
  ]);
}

/** For the retention of transcripts: forgets where conversations are answered that ceased before. */
export async function eraseBefore(db: Pick<pg.ClientBase, 'query'>, before: Date): Promise<void> {
  await db.query('DELETE FROM bot_service_conversation WHERE last_at < $1', [before]);
}
