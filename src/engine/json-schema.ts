import { z } from 'zod';
import { AnswerFile } from './answer.ts';
import { FlowFile } from './flow.ts';
import { Messages } from './messages.ts';
import { Programme } from './programme.ts';
import { ReferralFile } from './referral.ts';

/**
 * JSON Schemas of the files under `flows/`, for editors: a first line
 * `# yaml-language-server: $schema=./schema/flow.schema.json` makes them complete names and show
 * mistakes while typing. By file name.
 */
export function jsonSchemas(): Record<string, unknown> {
  const schema = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input' });
  return {
    'flow.schema.json': schema(FlowFile),
    'answers.schema.json': schema(AnswerFile),
    'messages.schema.json': schema(Messages),
    'programme.schema.json': schema(Programme),
    'referrals.schema.json': schema(ReferralFile),
  };
}
