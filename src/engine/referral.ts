import { z } from 'zod';
import { Text } from './flow.ts';

/**
 * `flows/language/referrals.yaml`: what is said to people who ask for something else that another
 * public service is there for, by key. Optional: without the file they are told only that they were
 * not understood.
 */
export const ReferralFile = z.strictObject({
  referrals: z.record(
    z.string(),
    z.strictObject({
      /** What people ask for. */
      title: z.string().min(1),
      /** Words that tell of it, in a message that is about nothing of the programme's. */
      words: z.array(z.string().min(1)).default([]),
      /** Who serves it. */
      text: Text,
    }),
  ),
});

export type ReferralFile = z.infer<typeof ReferralFile>;
export type Referral = ReferralFile['referrals'][string];
