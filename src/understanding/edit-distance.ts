/**
 * Whether two words without marks differ by so little that one is likely the other mistyped: one
 * letter wrong, missing, added or swapped in 6 letters, two in 12.
 */
export function nearly(a: string, b: string): boolean {
  if (a === b) return true;
  const allowed = Math.min(2, Math.floor(Math.min(a.length, b.length) / 6));
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed) return false;
  return editDistance(a, b) <= allowed;
}

/** Changes of one letter, neighbours swapped counting as one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(last[j]! + 1, current[j - 1]! + 1, substitution));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        current[j] = Math.min(current[j]!, beforeLast[j - 2]! + 1);
      }
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
