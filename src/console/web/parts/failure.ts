import { FAILURES, type Failure } from '../../contract/health.ts';

/** Of which kind a reply's failure is, by how delivery writes it down: `<kind>: <the platform's words>`. */
export function failureIn(error: string | null): Failure {
  if (error === 'waited too long') return 'waited-too-long';
  return FAILURES.find((failure) => error?.startsWith(`${failure}: `)) ?? 'other';
}

/** The platform's own words in a reply's failure. */
export function platformWords(error: string): string {
  const prefix = `${failureIn(error)}: `;
  return error.startsWith(prefix) ? error.slice(prefix.length) : error;
}
