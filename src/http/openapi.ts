import { Router } from 'express';
import { z } from 'zod';
import { AskAnswer, AskRequest } from './ask.ts';
import { BizVnAnswer, BizVnRequest, IdVnAnswer, IdVnRequest } from './eligibility-schema.ts';
import { allowOnly, FieldError, PROBLEM_TYPE, Problem } from './problem.ts';

const REQUESTS = { IdVnRequest, BizVnRequest, AskRequest };
const RESPONSES = { IdVnAnswer, BizVnAnswer, AskAnswer, FieldError, Problem };

/** What can go wrong with every operation. */
const PROBLEMS = {
  400: 'Not well-formed JSON.',
  413: 'The body is over 16 KiB.',
  415: 'Not sent as application/json.',
  422: 'A field is missing, of the wrong type or impossible; `errors` names it.',
  500: 'Our failure.',
};

/**
 * The OpenAPI 3.1 document of the public API, made from the schemas that read the requests and
 * write the answers, so that it cannot say anything else than what is done.
 *
 * @param publicUrl where the service is reached from outside; without it the document leaves the
 * server out, which means "where you got this from".
 */
export function openApiDocument(publicUrl?: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hai Phong .vn online presence programme: eligibility and answers',
      version: '1.0.0',
      description:
        'Who gets an id.vn or a biz.vn name free of charge, and approved answers on the programme. Dates are calendar days in Asia/Ho_Chi_Minh.',
    },
    ...(publicUrl !== undefined && { servers: [{ url: publicUrl }] }),
    paths: {
      '/api/v1/eligibility/id-vn': post('checkIdVn', 'May this person get an id.vn name?', {
        request: 'IdVnRequest',
        answer: 'IdVnAnswer',
      }),
      '/api/v1/eligibility/biz-vn': post('checkBizVn', 'May this business get a biz.vn name?', {
        request: 'BizVnRequest',
        answer: 'BizVnAnswer',
      }),
      '/api/v1/ask': post('ask', 'What is the approved answer to this question?', {
        request: 'AskRequest',
        answer: 'AskAnswer',
      }),
    },
    components: { schemas: { ...schemas(REQUESTS, 'input'), ...schemas(RESPONSES, 'output') } },
  };
}

/** `GET /api/openapi.json` */
export function openApiRouter(publicUrl?: string): Router {
  const document = openApiDocument(publicUrl);
  const router = Router();
  router
    .route('/api/openapi.json')
    .get((_req, res) => {
      res.json(document);
    })
    .all(allowOnly('GET', 'HEAD'));
  return router;
}

function schemas(models: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') {
  const registry = z.registry<{ id?: string }>();
  for (const [id, model] of Object.entries(models)) registry.add(model, { id });
  const made = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
}

function post(
  operationId: string,
  summary: string,
  { request, answer }: { request: keyof typeof REQUESTS; answer: keyof typeof RESPONSES },
) {
  const problems = Object.entries(PROBLEMS).map(([status, description]) => [
    status,
    { description, content: { [PROBLEM_TYPE]: { schema: ref('Problem') } } },
  ]);
  return {
    post: {
      operationId,
      summary,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: ref(request) } },
      },
      responses: {
        200: { description: 'OK', content: { 'application/json': { schema: ref(answer) } } },
        ...Object.fromEntries(problems),
      },
    },
  };
}

function ref(schema: string) {
  return { $ref: `#/components/schemas/${schema}` };
}
