/**
 * How an error is kept with the message it struck: its kind and message, not its whole story, and
 * nothing that PostgreSQL would not take. Platforms' words may hold a NUL, and an emoji be cut in two.
 */
export function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 300).replaceAll('\0', '').toWellFormed();
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
