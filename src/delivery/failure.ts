/** How an error is kept with the message it struck: its kind and message, not its whole story. */
export function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return storable(text.slice(0, 300));
}

/**
 * Words of a platform, or of an error, as PostgreSQL takes them: without NUL, and without half of a
 * character (an emoji that was cut in two).
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A turn could not be taken, or what came of it is no JSON: our mistake, and bound to one conversation. */
export class TurnError extends Error {
  override name = 'TurnError';
}

/** True when trying the same again cannot help. */
export function isFault(error: unknown): boolean {
  return error instanceof TurnError || isDataError(error);
}

/**
 * True when PostgreSQL refuses the values of a statement (classes 21, 22, 23, 54): trying again
 * cannot help, while a lost connection, a deadlock or a full disk pass.
 */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(21|22|23|54)[0-9A-Z]{3}$/.test(code);
}
