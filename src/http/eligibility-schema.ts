import { z } from 'zod';

/** A day as the API takes and gives it. */
const Day = z.iso.date({ abort: true, error: (issue) => dayProblem(issue.input) });

function dayProblem(input: unknown): string {
  return input === undefined ? 'is required' : 'must be a date of the calendar, as YYYY-MM-DD';
}

/** The earliest birth and founding taken: what lies before it is a slip of the finger. */
export const EARLIEST_BIRTH = '1900-01-01';

const on = Day.optional().meta({
  description: 'The day of registration; today in Asia/Ho_Chi_Minh unless given.',
});
const establishedOn = Day.refine((day) => day >= EARLIEST_BIRTH, {
  error: `must not be before ${EARLIEST_BIRTH}`,
}).meta({
  description: 'The date of the business registration certificate; not after `on`.',
});
const hasCertificate = z.boolean().meta({
  description: 'Whether the household holds a business registration certificate.',
});

/** `POST /api/v1/eligibility/id-vn` */
export const IdVnRequest = z
  .strictObject({
    citizen: z.boolean().meta({ description: 'Whether the person is a Vietnamese citizen.' }),
    birthDate: Day.refine(
      (day) => day >= EARLIEST_BIRTH,
      `must not be before ${EARLIEST_BIRTH}`,
    ).meta({ description: `From ${EARLIEST_BIRTH} to \`on\`.` }),
    on,
  })
  .meta({
    id: 'IdVnRequest',
    examples: [{ citizen: true, birthDate: '2005-03-12', on: '2026-11-22' }],
  });

/** `POST /api/v1/eligibility/biz-vn`: what is required depends on the kind of business. */
export const BizVnRequest = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('enterprise'),
        establishedOn,
        hasCertificate: hasCertificate.optional(),
        on,
      }),
      z.strictObject({
        kind: z.literal('household'),
        establishedOn: establishedOn.optional(),
        hasCertificate,
        on,
      }),
      z.strictObject({
        kind: z.literal('other').meta({ description: 'A cooperative, a branch, any other form.' }),
        establishedOn: establishedOn.optional(),
        hasCertificate: hasCertificate.optional(),
        on,
      }),
    ],
    { error: (issue) => kindProblem(issue.input) },
  )
  .meta({
    id: 'BizVnRequest',
    examples: [
      { kind: 'enterprise', establishedOn: '2026-03-02', on: '2026-11-22' },
      { kind: 'household', hasCertificate: true },
      { kind: 'other' },
    ],
  });

function kindProblem(input: unknown): string {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  if (!isObject) return 'must be an object';
  return 'kind' in input ? 'must be enterprise, household or other' : 'is required';
}

/** Fields of every eligibility answer, whatever the reasons may be. */
const answer = {
  outcome: z.enum(['eligible', 'not-eligible', 'needs-confirmation']),
  eligibleFrom: z.iso.date().optional().meta({
    description: 'First day on which the applicant qualifies, if there is one in the programme.',
  }),
  eligibleUntil: z.iso.date().optional().meta({
    description:
      "The earliest of the programme's last day, the 23rd birthday and the first anniversary. On the anniversary itself the outcome is needs-confirmation.",
  }),
  explanation: z.string().min(1).meta({ description: 'The approved words, in Vietnamese.' }),
  sources: z.array(z.string()).min(1).meta({ description: 'The legal sources, in Vietnamese.' }),
};

export const IdVnAnswer = z
  .object({
    ...answer,
    reason: z
      .enum(['programme-ended', 'not-citizen', 'under-18', 'over-23', 'age-23'])
      .nullable()
      .meta({ description: 'Null when eligible.' }),
  })
  .meta({
    id: 'IdVnAnswer',
    examples: [
      {
        outcome: 'eligible',
        reason: null,
        eligibleFrom: '2023-03-12',
        eligibleUntil: '2026-12-31',
        explanation: '…',
        sources: ['…'],
      },
    ],
  });

export const BizVnAnswer = z
  .object({
    ...answer,
    reason: z
      .enum([
        'programme-ended',
        'form-not-named',
        'no-certificate',
        'over-one-year',
        'one-year-day',
      ])
      .nullable()
      .meta({ description: 'Null when eligible.' }),
  })
  .meta({
    id: 'BizVnAnswer',
    examples: [
      {
        outcome: 'not-eligible',
        reason: 'over-one-year',
        explanation: '…',
        sources: ['…'],
      },
    ],
  });

export type IdVnRequest = z.infer<typeof IdVnRequest>;
export type BizVnRequest = z.infer<typeof BizVnRequest>;
