import { type NavigateOptions, useSearchParams } from 'react-router';
import type { z } from 'zod';

/**
 * What of the page's address a schema asks for, as an endpoint takes it; what the address says
 * wrongly is as if it did not say it. `change` keeps the rest of the address but the names in
 * `forget` (a page number); `undefined` takes a name out. What changes with every key is no step to go
 * back by: `{ replace: true }`.
 */
export function useAddress<Shape extends Record<string, z.ZodType>>(
  { shape }: z.ZodObject<Shape>,
  forget: readonly string[] = [],
): {
  query: z.input<z.ZodObject<Shape>>;
  change(next: { [Name in keyof Shape]?: string | undefined }, options?: NavigateOptions): void;
} {
  const [params, setParams] = useSearchParams();
  const query: Record<string, string> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const given = params.get(name);
    if (given !== null && given !== '' && schema.safeParse(given).success) query[name] = given;
  }
  return {
    query: query as z.input<z.ZodObject<Shape>>,
    change: (next, options) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const name of forget) after.delete(name);
        for (const [name, value] of Object.entries<string | undefined>(next)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }, options),
  };
}
