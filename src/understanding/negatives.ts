import { parse } from 'yaml';
import { z } from 'zod';

/** Questions about one thing that the assistant has no answer for. */
const Group = z.strictObject({
  /** What they are about. */
  title: z.string().min(1),
  /** A key of `referrals.yaml`: another public channel serves this. */
  referral: z.string().min(1).optional(),
  /**
   * Written to be as like a question of the programme's as can be: to learn the difference from, but
   * not to choose thresholds by, as that would take people to be out to mislead.
   */
  hard: z.literal(true).optional(),
  /** As people type them. */
  phrasings: z.array(z.string().min(1)).min(1),
});

const Schema = z.strictObject({ groups: z.record(z.string(), Group) });

export type NegativeGroup = z.infer<typeof Group>;

/** Reads the text of `flows/language/negatives.yaml`; throws zod's or YAML's error on a mistake. */
export function parseNegatives(text: string): NegativeGroup[] {
  return Object.values(Schema.parse(parse(text)).groups);
}
