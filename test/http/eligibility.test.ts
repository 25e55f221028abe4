import { describe, expect, test } from 'vitest';
import { answerOf, problemOf, serve } from './service.ts';

const ID_VN = '/api/v1/eligibility/id-vn';
const BIZ_VN = '/api/v1/eligibility/biz-vn';

describe('id-vn', () => {
  test.each([
    [
      { citizen: true, birthDate: '2005-03-12' },
      { outcome: 'eligible', reason: null, from: '2023-03-12', until: '2026-12-31' },
    ],
    [
      { citizen: true, birthDate: '2008-12-10' },
      { outcome: 'not-eligible', reason: 'under-18', from: '2026-12-10', until: '2026-12-31' },
    ],
    [
      { citizen: true, birthDate: '2009-01-01' },
      { outcome: 'not-eligible', reason: 'under-18', from: undefined, until: undefined },
    ],
    [
      { citizen: true, birthDate: '2003-11-21' },
      { outcome: 'needs-confirmation', reason: 'age-23', from: undefined, until: undefined },
    ],
    [
      { citizen: true, birthDate: '1900-01-01' },
      { outcome: 'not-eligible', reason: 'over-23', from: undefined, until: undefined },
    ],
    [
      { citizen: false, birthDate: '2005-03-12' },
      { outcome: 'not-eligible', reason: 'not-citizen', from: undefined, until: undefined },
    ],
    [
      { citizen: true, birthDate: '2005-03-12', on: '2027-01-01' },
      { outcome: 'not-eligible', reason: 'programme-ended', from: undefined, until: undefined },
    ],
    [
      { citizen: true, birthDate: '2026-11-22' },
      { outcome: 'not-eligible', reason: 'under-18', from: undefined, until: undefined },
    ],
  ])('%j', async (body, { outcome, reason, from, until }) => {
    const { post } = await serve();
    const response = await post(ID_VN, body);
    expect(response.status).toBe(200);
    expect(await answerOf(response, 'IdVnAnswer')).toEqual({
      outcome,
      reason,
      ...(from && { eligibleFrom: from }),
      ...(until && { eligibleUntil: until }),
      explanation: `words of ${reason === null ? outcome : `${outcome}.${reason}`}`,
      sources: ['Kế hoạch'],
    });
  });

  test.each([
    [{ birthDate: '2005-03-12' }, 'citizen', 'is required'],
    [{ citizen: true }, 'birthDate', 'is required'],
    [{ citizen: false }, 'birthDate', 'is required'],
    [{ citizen: 'yes', birthDate: '2005-03-12' }, 'citizen', 'expected boolean'],
    [{ citizen: null, birthDate: '2005-03-12' }, 'citizen', 'expected boolean'],
    [{ citizen: true, birthDate: 20050312 }, 'birthDate', 'a date of the calendar'],
    [{ citizen: true, birthDate: '12/03/2005' }, 'birthDate', 'a date of the calendar'],
    [{ citizen: true, birthDate: '2026-02-30' }, 'birthDate', 'a date of the calendar'],
    [{ citizen: true, birthDate: '2005-02-29' }, 'birthDate', 'a date of the calendar'],
    [{ citizen: true, birthDate: '' }, 'birthDate', 'a date of the calendar'],
    [{ citizen: true, birthDate: '2026-11-23' }, 'birthDate', 'not be after'],
    [{ citizen: false, birthDate: '2026-11-23' }, 'birthDate', 'not be after'],
    [{ citizen: true, birthDate: '2006-01-01', on: '2005-12-31' }, 'birthDate', 'not be after'],
    [{ citizen: true, birthDate: '1899-12-31' }, 'birthDate', 'not be before 1900-01-01'],
    [{ citizen: true, birthDate: '2005-03-12', on: '2026-02-30' }, 'on', 'a date of the calendar'],
    [{ citizen: true, birthDate: '2005-03-12', on: null }, 'on', 'a date of the calendar'],
    [{ citizen: true, birthDate: '2005-03-12', date: '2026-01-01' }, 'date', 'not a field'],
    [[], 'body', 'expected object'],
  ])('%j names %s', async (body, field, message) => {
    const { post } = await serve();
    const problem = await problemOf(await post(ID_VN, body), 422);
    expect(problem.errors).toEqual([{ field, message: expect.stringContaining(message) }]);
    expect(problem.detail).toContain(`${field}: `);
  });

  test('all wrong fields are named at once, and no value is repeated', async () => {
    const { post } = await serve();
    const problem = await problemOf(
      await post(ID_VN, { citizen: 'tôi là Minh', birthDate: '31/02/2005' }),
      422,
    );
    expect(problem.errors?.map(({ field }) => field)).toEqual(['citizen', 'birthDate']);
    expect(JSON.stringify(problem)).not.toMatch(/Minh|2005/);
  });

  test('a request without a body lacks its fields', async () => {
    const { url } = await serve();
    const problem = await problemOf(await fetch(url + ID_VN, { method: 'POST' }), 422);
    expect(problem.errors?.map(({ field }) => field)).toEqual(['citizen', 'birthDate']);
  });
});

describe('biz-vn', () => {
  test.each([
    [
      { kind: 'enterprise', establishedOn: '2025-12-01' },
      { outcome: 'eligible', reason: null, from: '2025-12-01', until: '2026-12-01' },
    ],
    [
      { kind: 'enterprise', establishedOn: '2026-11-22' },
      { outcome: 'eligible', reason: null, from: '2026-11-22', until: '2026-12-31' },
    ],
    [
      { kind: 'enterprise', establishedOn: '2025-11-22' },
      { outcome: 'needs-confirmation', reason: 'one-year-day' },
    ],
    [
      { kind: 'enterprise', establishedOn: '2025-11-21' },
      { outcome: 'not-eligible', reason: 'over-one-year' },
    ],
    [
      { kind: 'household', hasCertificate: true, establishedOn: '2009-01-01' },
      { outcome: 'eligible', reason: null, until: '2026-12-31' },
    ],
    [
      { kind: 'household', hasCertificate: false },
      { outcome: 'not-eligible', reason: 'no-certificate' },
    ],
    [{ kind: 'other' }, { outcome: 'needs-confirmation', reason: 'form-not-named' }],
    [
      { kind: 'other', on: '2027-01-01' },
      { outcome: 'not-eligible', reason: 'programme-ended' },
    ],
  ])('%j', async (body, expected) => {
    const { outcome, reason, from, until }: Record<string, string | null | undefined> = expected;
    const { post } = await serve();
    const response = await post(BIZ_VN, body);
    expect(response.status).toBe(200);
    expect(await answerOf(response, 'BizVnAnswer')).toEqual({
      outcome,
      reason,
      ...(from && { eligibleFrom: from }),
      ...(until && { eligibleUntil: until }),
      explanation: `words of ${reason === null ? outcome : `${outcome}.${reason}`}`,
      sources: ['Kế hoạch'],
    });
  });

  test.each([
    [{}, 'kind', 'is required'],
    [{ kind: 'cooperative' }, 'kind', 'must be enterprise, household or other'],
    [{ kind: 1 }, 'kind', 'must be enterprise, household or other'],
    [{ kind: 'enterprise' }, 'establishedOn', 'is required'],
    [{ kind: 'enterprise', hasCertificate: true }, 'establishedOn', 'is required'],
    [{ kind: 'household' }, 'hasCertificate', 'is required'],
    [{ kind: 'household', establishedOn: '2026-01-01' }, 'hasCertificate', 'is required'],
    [{ kind: 'household', hasCertificate: 'yes' }, 'hasCertificate', 'expected boolean'],
    [{ kind: 'enterprise', establishedOn: '2026-11-31' }, 'establishedOn', 'a date of the'],
    [{ kind: 'enterprise', establishedOn: '2026-11-23' }, 'establishedOn', 'not be after'],
    [
      { kind: 'household', hasCertificate: true, establishedOn: '2026-11-23' },
      'establishedOn',
      'not be after',
    ],
    [
      { kind: 'enterprise', establishedOn: '2026-03-02', on: '2026-03-01' },
      'establishedOn',
      'not be after',
    ],
    [{ kind: 'enterprise', establishedOn: '2026-03-02', on: '2026-13-01' }, 'on', 'a date of the'],
    [[], 'body', 'must be an object'],
  ])('%j names %s', async (body, field, message) => {
    const { post } = await serve();
    const problem = await problemOf(await post(BIZ_VN, body), 422);
    expect(problem.errors).toEqual([{ field, message: expect.stringContaining(message) }]);
  });
});

test('a decision that the document does not know is our failure, not an answer', async () => {
  const { post } = await serve({
    decide: () => ({
      decision: { outcome: 'incomplete', reason: 'birth-date', sources: ['plan'] },
      explanation: 'words',
      sources: ['Kế hoạch'],
    }),
  });
  await problemOf(await post(ID_VN, { citizen: true, birthDate: '2005-01-01' }), 500);
});
