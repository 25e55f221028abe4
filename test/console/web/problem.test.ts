import { expect, test } from 'vitest';
import { AuthProblem, problemText } from '../../../src/console/web/problem.ts';

test.each([
  [404, 'PROVIDER_NOT_FOUND', 'hệ thống đăng nhập của thành phố'],
  [400, 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'Hãy đăng nhập lại từ đầu'],
])('a refusal with status %i and code %s is told by its code', (status, code, words) => {
  expect(problemText(new AuthProblem({ status, code }))).toContain(words);
});

test('a lock on an address is not told as one that an administrator lifts', () => {
  const locked = { status: 429, code: 'LOCKED_OUT', unlocksAt: '2026-11-22T03:00:00Z' };
  expect(problemText(new AuthProblem({ ...locked, scope: 'account' }))).toContain('quản trị viên');
  const text = problemText(new AuthProblem({ ...locked, scope: 'address' }));
  expect(text).toContain('Mạng đang dùng');
  expect(text).not.toContain('quản trị viên');
});
