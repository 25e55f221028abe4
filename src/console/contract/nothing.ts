import { z } from 'zod';

/** For endpoints that take no query or no body. */
export const Nothing = z.object({});

/** For endpoints that answer with nothing but that it was done. */
export const Done = z.object({ done: z.literal(true) });

/** For endpoints that answer with a file. */
export const File = z.never();
