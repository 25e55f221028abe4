import { PASSWORD_LENGTH } from '../contract/session.ts';
import { CallError } from './call.ts';
import { moment } from './format.ts';
import { common } from './words/common.ts';
import { problems } from './words/problems.ts';

/** A refusal of better-auth's, by the codes that `contract/session.ts` lists. */
export class AuthProblem extends Error {
  /** 0: no answer at all. */
  readonly status: number;
  readonly code: string | undefined;
  /** Until when a lock lasts, as ISO 8601. */
  readonly unlocksAt: string | undefined;
  /** What is locked. */
  readonly scope: 'account' | 'address' | undefined;

  constructor(given: {
    status: number;
    code?: string;
    unlocksAt?: string;
    scope?: 'account' | 'address';
  }) {
    super(given.code ?? String(given.status));
    this.name = 'AuthProblem';
    this.status = given.status;
    this.code = given.code;
    this.unlocksAt = given.unlocksAt;
    this.scope = given.scope;
  }
}

/** What a call of better-auth's client gave; throws {@link AuthProblem} where it was refused. */
export async function granted<Data>(
  asked: Promise<{ data: Data; error: { status: number } | null }>,
): Promise<NonNullable<Data>> {
  const { data, error } = await asked.catch(() => {
    throw new AuthProblem({ status: 0 });
  });
  if (error !== null) throw new AuthProblem(error);
  if (data === null || data === undefined) throw new AuthProblem({ status: 502 });
  return data;
}

const BY_CODE: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: problems.wrongSignIn,
  INVALID_CODE: problems.wrongCode,
  INVALID_BACKUP_CODE: problems.wrongBackupCode,
  INVALID_TWO_FACTOR_COOKIE: problems.codeTooLate,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: problems.tooManyCodes,
  PROVIDER_NOT_FOUND: problems.cityAway,
  INVALID_PASSWORD: problems.wrongPassword,
  PASSWORD_TOO_SHORT: problems.passwordTooShort(PASSWORD_LENGTH.min),
  PASSWORD_TOO_LONG: problems.passwordTooLong(PASSWORD_LENGTH.max),
  ORIGIN: problems.wrongOrigin,
};

const BY_STATUS: Readonly<Record<number, string>> = {
  0: common.offline,
  401: problems.signedOut,
  403: common.notAllowed,
  404: problems.missing,
  422: problems.invalid,
  429: problems.lockedOutForNow,
};

/**
 * Why something was not done, in words for officers. `special` says it better where the page knows
 * more of an answer's status: `{ 409: 'Đã có cán bộ với e-mail này.' }`.
 */
export function problemText(
  error: unknown,
  special: Readonly<Record<number, string>> = {},
): string {
  if (!(error instanceof AuthProblem || error instanceof CallError)) return common.serverFailed;
  if (error instanceof AuthProblem) {
    const lockedOut = error.scope === 'address' ? problems.addressLockedOut : problems.lockedOut;
    if (error.unlocksAt !== undefined) return lockedOut(moment(error.unlocksAt));
    const text = BY_CODE[error.code ?? ''];
    if (text !== undefined) return text;
  }
  return special[error.status] ?? BY_STATUS[error.status] ?? common.serverFailed;
}
