import { FAILURES, type Failure } from '../../contract/health.ts';

/** Of which kind a reply's failure is, by how delivery writes it down: `<kind>: <the platform's words>`. */
export function failureIn(error: string | null): Failure {
  if (error === 'waited too long') return 'waited-too-long';
  return FAILURES.find((failure) => error?.startsWith(`${failure}: `)) ?? 'other';
}
