import { toProbabilities } from './softmax.ts';

/** One choice among candidates, each described by the same few numbers. */
export interface Choice {
  /** A row a candidate. */
  candidates: readonly (readonly number[])[];
  /** Which of them is right. */
  right: number;
}

/**
 * Learns one weight for each number, so that the right candidates become the likeliest (a
 * conditional logit, by Newton's method). What comes out are probabilities, calibrated by what they
 * were learned from; so these must be choices that the numbers were not themselves fitted to.
 *
 * @param ridge how strongly weights are held near `start`, in choices.
 */
export function trainLogit(
  choices: readonly Choice[],
  start: readonly number[],
  ridge: number,
): number[] {
  const weights = [...start];
  const size = weights.length;
  for (let round = 0; round < 25; round++) {
    const gradient = weights.map((weight, i) => ridge * (start[i]! - weight));
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j ? ridge : 0)));
    for (const { candidates, right } of choices) {
      const probabilities = choose(candidates, weights);
      const mean = new Float64Array(size);
      for (const [c, row] of candidates.entries())
        for (let i = 0; i < size; i++) mean[i]! += probabilities[c]! * row[i]!;
      for (let i = 0; i < size; i++) gradient[i]! += candidates[right]![i]! - mean[i]!;
      for (const [c, row] of candidates.entries()) {
        const probability = probabilities[c]!;
        if (probability < 1e-6) continue;
        for (let i = 0; i < size; i++) {
          const off = probability * (row[i]! - mean[i]!);
          if (off === 0) continue;
          for (let j = 0; j <= i; j++) hessian[i]![j]! += off * (row[j]! - mean[j]!);
        }
      }
    }
    for (let i = 0; i < size; i++)
      for (let j = i + 1; j < size; j++) hessian[i]![j] = hessian[j]![i]!;
    const step = solve(hessian, gradient);
    for (let i = 0; i < size; i++) weights[i]! += step[i]!;
    if (Math.max(...step.map(Math.abs)) < 1e-4) break;
  }
  return weights;
}

/** The probability of each candidate. */
export function choose(
  candidates: readonly (readonly number[])[],
  weights: readonly number[],
): Float64Array {
  const scores = Float64Array.from(candidates, (row) => {
    let score = 0;
    for (let i = 0; i < row.length; i++) score += row[i]! * weights[i]!;
    return score;
  });
  toProbabilities(scores);
  return scores;
}

/** Solves a symmetric, positive definite system by elimination. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < rows.length; i++) {
    for (let below = i + 1; below < rows.length; below++) {
      const factor = rows[below]![i]! / rows[i]![i]!;
      for (let j = i; j <= rows.length; j++) rows[below]![j]! -= factor * rows[i]![j]!;
    }
  }
  const solution = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = rows[i]!.at(-1)!;
    for (let j = i + 1; j < rows.length; j++) rest -= rows[i]![j]! * solution[j]!;
    solution[i] = rest / rows[i]![i]!;
  }
  return solution;
}
