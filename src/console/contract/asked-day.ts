import { z } from 'zod';

/**
 * A day that is asked for, `YYYY-MM-DD` in Asia/Ho_Chi_Minh, of the years 2000 to 2999. Others are
 * calendar days too, but neither PostgreSQL nor our own answers know every one of them (the year 0,
 * or a week that ends after 9999), and of none is there anything to say.
 */
export const AskedDay = z.iso.date().regex(/^2/, 'must be a day from 2000 to 2999');
