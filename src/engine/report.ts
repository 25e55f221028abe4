import { type Diagnostic, nearestName } from './diagnostic.ts';
import type { Path, YamlSource } from './source.ts';

/** Where a check tells a mistake. */
export type Report = (diagnostic: Diagnostic) => void;

/** Every name that may be referred to, gathered from all files before any is checked. */
export interface Names {
  flows: ReadonlySet<string>;
  topics: ReadonlySet<string>;
  groups: ReadonlySet<string>;
}

/** Reports a name that nothing has, with the one it was most likely meant to be. */
export function unknownName(
  source: YamlSource,
  path: Path,
  found: string,
  what: string,
  known: Iterable<string>,
  report: Report,
): void {
  report(
    source.diagnostic(path, {
      found: `"${found}"`,
      allowed: what,
      nearest: nearestName(found.replace(/^\{(.*)\}$/, '$1'), known),
    }),
  );
}
