/** A mistake in a flow file, told so that the person who wrote it can mend it without asking. */
export interface Diagnostic {
  /** Path of the file as it was given to {@link compile}. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Where in the file's structure: `steps.birth-date.then`. */
  path: string;
  /** What stands there. */
  found: string;
  /** What may stand there. */
  allowed: string;
  /** The allowed name most like what was found, if one is near. */
  nearest?: string;
}

/** `flows/id-vn.yaml:12:11 steps.citizen.then: found "birthdate", allowed a step of this flow (nearest: "birth-date")`. */
export function formatDiagnostic(d: Diagnostic): string {
  const nearest = d.nearest === undefined ? '' : ` (nearest: "${d.nearest}")`;
  return `${d.file}:${d.line}:${d.column} ${d.path}: found ${d.found}, allowed ${d.allowed}${nearest}`;
}

/** The name among `names` that `found` was most likely meant to be, or nothing if none is near. */
export function nearestName(found: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(found.length / 2)) + 1;
  for (const name of names) {
    const distance = editDistance(found.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length]!;
}
