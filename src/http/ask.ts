import { Router } from 'express';
import { z } from 'zod';
import { jsonBody, parseBody } from './json.ts';
import { allowOnly, sendInvalid } from './problem.ts';

/** The longest question taken, in characters (code points). */
export const MAX_QUESTION = 2000;

/** `POST /api/v1/ask` */
export const AskRequest = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      // A character outside the basic plane is one to people and to JSON Schema, two to `max`.
      .refine((text) => [...text].length <= MAX_QUESTION, {
        error: `must have at most ${MAX_QUESTION} characters`,
      })
      .meta({ description: 'The question as the person typed it.', maxLength: MAX_QUESTION }),
  })
  .meta({ id: 'AskRequest', examples: [{ text: 'id.vn có mất tiền không ạ' }] });

const Said = z.object({ topic: z.string(), text: z.string(), sources: z.array(z.string()) });

/** What the assistant says to a question of its own, outside any conversation. */
export const AskAnswer = z
  .object({
    decision: z.enum(['answer', 'choose', 'unknown', 'smalltalk']).meta({
      description:
        'answer: sure enough, see text; choose: ask back among candidates; unknown: no guess; smalltalk: a greeting or the like.',
    }),
    topic: z.string().optional(),
    text: z.string().optional().meta({ description: 'Approved words, in Vietnamese.' }),
    sources: z.array(z.string()),
    also: z
      .array(Said)
      .optional()
      .meta({ description: 'Answers to further questions in the same text.' }),
    candidates: z
      .array(z.object({ topic: z.string(), title: z.string(), score: z.number().min(0).max(1) }))
      .meta({ description: 'Topics that the text may mean, the likeliest first.' }),
  })
  .meta({
    id: 'AskAnswer',
    examples: [
      {
        decision: 'answer',
        topic: 'id-vn-who',
        text: '…',
        sources: ['…'],
        candidates: [{ topic: 'id-vn-who', title: '…', score: 0.93 }],
      },
    ],
  });

export type AskAnswer = z.infer<typeof AskAnswer>;

/** What the question route needs of the compiled bot. */
export interface AskParts {
  /** `text` is trimmed and between 1 and {@link MAX_QUESTION} characters long. */
  ask(text: string): AskAnswer | Promise<AskAnswer>;
}

/** `POST /api/v1/ask`: one question, one approved answer, outside any conversation. */
export function askRouter({ ask }: AskParts): Router {
  const router = Router();
  router
    .route('/api/v1/ask')
    .post(...jsonBody, async (req, res) => {
      const parsed = parseBody(AskRequest, req.body);
      if (!parsed.ok) return sendInvalid(res, parsed.errors);
      res.set('Cache-Control', 'no-store').json(AskAnswer.parse(await ask(parsed.value.text)));
    })
    .all(allowOnly('POST'));
  return router;
}
