import { Router } from 'express';
import type { z } from 'zod';
import type { Decision, Facts } from '../engine/rule.ts';
import type { CalendarDate, DateSpan } from '../engine/value.ts';
import { BizVnAnswer, BizVnRequest, IdVnAnswer, IdVnRequest } from './eligibility-schema.ts';
import { jsonBody, parseBody } from './json.ts';
import { allowOnly, type FieldError, sendInvalid } from './problem.ts';

/** What the eligibility routes need of the compiled bot. */
export interface EligibilityParts {
  /**
   * Decides by a rule, with the approved explanation of that outcome and its sources as people read
   * them (not the references of {@link Decision.sources}).
   */
  decide(
    rule: string,
    facts: Facts,
    on: CalendarDate,
  ): { decision: Decision; explanation: string; sources: string[] };
  /** Today in the programme's time zone. */
  today(): CalendarDate;
}

/** One rule behind one address: how its request is read, and what its answer looks like. */
interface Endpoint<Request extends { on?: CalendarDate | undefined }> {
  rule: string;
  request: z.ZodType<Request>;
  answer: z.ZodType;
  /** A date of the request that cannot lie after the day of registration. */
  past: keyof Request & string;
  facts(request: Request): Facts;
}

/** `POST /api/v1/eligibility/<rule>`: the same decisions as in the chat, for other systems. */
export function eligibilityRouter(parts: EligibilityParts): Router {
  const router = Router();
  serve(router, parts, {
    rule: 'id-vn',
    request: IdVnRequest,
    answer: IdVnAnswer,
    past: 'birthDate',
    facts: ({ citizen, birthDate }) => ({ citizen, birthDate: exactly(birthDate) }),
  });
  serve(router, parts, {
    rule: 'biz-vn',
    request: BizVnRequest,
    answer: BizVnAnswer,
    past: 'establishedOn',
    facts: ({ kind, establishedOn, hasCertificate }) => ({
      kind,
      establishedOn: exactly(establishedOn),
      hasCertificate,
    }),
  });
  return router;
}

function serve<Request extends { on?: CalendarDate | undefined }>(
  router: Router,
  { decide, today }: EligibilityParts,
  { rule, request, answer, past, facts }: Endpoint<Request>,
): void {
  router
    .route(`/api/v1/eligibility/${rule}`)
    .post(...jsonBody, (req, res) => {
      const parsed = parseBody(request, req.body);
      if (!parsed.ok) return sendInvalid(res, parsed.errors);
      const on = parsed.value.on ?? today();
      const late = notAfter(past, parsed.value[past], on);
      if (late) return sendInvalid(res, [late]);

      const { decision, explanation, sources } = decide(rule, facts(parsed.value), on);
      res.set('Cache-Control', 'no-store').json(
        // What the document does not promise does not leave: an answer outside it is our failure.
        answer.parse({ ...decision, explanation, sources }),
      );
    })
    .all(allowOnly('POST'));
}

function exactly(day: CalendarDate | undefined): DateSpan | undefined {
  return day === undefined ? undefined : { earliest: day, latest: day };
}

function notAfter(field: string, day: unknown, on: CalendarDate): FieldError | undefined {
  return typeof day === 'string' && day > on
    ? { field, message: 'must not be after the day of registration' }
    : undefined;
}
