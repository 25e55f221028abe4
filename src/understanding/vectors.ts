/** Texts as bags of weighted terms, found again by the cosine of the angle between them. */
export interface Vectors {
  /** The similarity (0…1) of each document that shares a term with the query, by its index. */
  similar(terms: Iterable<string>): Float64Array;
}

/**
 * Indexes documents by tf·idf. A term of the query that no document has still counts to the
 * query's length with the weight of the rarest: a message full of unknown words is near to nothing,
 * which is what keeps questions about other subjects out.
 */
export function createVectors(documents: readonly Iterable<string>[]): Vectors {
  const counts = documents.map(count);
  const frequency = new Map<string, number>();
  for (const terms of counts)
    for (const term of terms.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const idf = (term: string) => Math.log(1 + documents.length / (frequency.get(term) ?? 0.5));
  const weigh = (terms: ReadonlyMap<string, number>) => {
    const weights = new Map<string, number>();
    let square = 0;
    for (const [term, times] of terms) {
      const weight = (1 + Math.log(times)) * idf(term);
      weights.set(term, weight);
      square += weight * weight;
    }
    return { weights, length: Math.sqrt(square) || 1 };
  };

  const postings = new Map<string, { documents: number[]; weights: number[] }>();
  for (const [document, terms] of counts.entries()) {
    const { weights, length } = weigh(terms);
    for (const [term, weight] of weights) {
      let posting = postings.get(term);
      if (!posting) {
        posting = { documents: [], weights: [] };
        postings.set(term, posting);
      }
      posting.documents.push(document);
      posting.weights.push(weight / length);
    }
  }

  return {
    similar(terms) {
      const similarity = new Float64Array(documents.length);
      const { weights, length } = weigh(count(terms));
      for (const [term, weight] of weights) {
        const posting = postings.get(term);
        if (!posting) continue;
        const share = weight / length;
        for (let i = 0; i < posting.documents.length; i++) {
          similarity[posting.documents[i]!]! += share * posting.weights[i]!;
        }
      }
      return similarity;
    },
  };
}

/** All runs of `least` to `most` characters of each word, its edges marked: "#id.vn#" → "#id", "id.", … */
export function characterGrams(words: readonly string[], least: number, most: number): string[] {
  const grams: string[] = [];
  for (const word of words) {
    const edged = `#${word}#`;
    for (let size = least; size <= most; size++) {
      for (let i = 0; i + size <= edged.length; i++) grams.push(edged.slice(i, i + size));
    }
  }
  return grams;
}

function count(terms: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
