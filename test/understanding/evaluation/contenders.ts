import MiniSearch from 'minisearch';
import type { TopicRanking } from '../../../src/engine/understood.ts';
import { fold } from '../../../src/understanding/normalise.ts';
import type { Understand } from '../../../src/understanding/understand.ts';
import { type Contender, type Lessons, type Score, withZones } from './contender.ts';

/** The assistant's own understanding, asked outside any conversation. */
export function ours(understand: Understand, now: Date): Contender {
  return {
    name: 'this assistant',
    rank: (text) => understand({ text }, { asks: [], offered: [] }, now).topics,
  };
}

/** MiniSearch as it comes: each phrasing a document, as typed and without marks. */
export function miniSearch(lessons: Lessons): Promise<Contender> {
  const index = new MiniSearch({ fields: ['exact', 'folded'], storeFields: ['topic'] });
  index.addAll(
    lessons.topics.flatMap(({ topic, title, phrasings }) =>
      [title, ...phrasings].map((exact, i) => ({
        id: `${topic}/${i}`,
        topic,
        exact,
        folded: fold(exact),
      })),
    ),
  );
  return withZones('MiniSearch alone', lessons, (text) => {
    const best = new Map<string, number>();
    for (const { topic, score } of index.search(`${text} ${fold(text)}`) as unknown as Score[])
      if (!best.has(topic)) best.set(topic, score);
    return [...best].map(([topic, score]) => ({ topic, score }));
  });
}

/** Always the topic with the most phrasings: what one gets for nothing. */
export function mostFrequent({ topics }: Lessons): Contender {
  const most = topics.reduce((a, b) => (b.phrasings.length > a.phrasings.length ? b : a));
  const ranking: TopicRanking = {
    zone: 'answer',
    candidates: [{ topic: most.topic, score: 1 }],
    also: [],
  };
  return { name: 'most frequent', rank: () => ranking };
}

interface NodeNlp {
  NlpManager: new (
    settings: object,
  ) => {
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<unknown>;
    process(
      language: string,
      text: string,
    ): Promise<{ classifications: readonly { intent: string; score: number }[] }>;
  };
}

/** node-nlp, with the negatives as one more intent; undefined where it is not installed. */
export async function nodeNlp(lessons: Lessons): Promise<Contender | undefined> {
  // Not a dependency: compared only where somebody put it.
  const name: string = 'node-nlp';
  const loaded = await import(name).catch(() => undefined);
  if (loaded === undefined) return undefined;
  const { NlpManager } = (loaded.default ?? loaded) as NodeNlp;
  const manager = new NlpManager({
    languages: ['vi'],
    autoSave: false,
    autoLoad: false,
    forceNER: false,
    nlu: { log: false, useNoneFeature: true },
  });
  for (const { topic, title, phrasings } of lessons.topics)
    for (const text of [title, ...phrasings]) manager.addDocument('vi', text, topic);
  for (const { phrasings } of lessons.negatives)
    for (const text of phrasings) manager.addDocument('vi', text, NONE);
  await manager.train();
  return {
    name,
    async rank(text) {
      const { classifications } = await manager.process('vi', text);
      const [first] = classifications;
      const candidates = classifications
        .filter(({ intent }) => intent !== NONE && intent !== 'None')
        .slice(0, 3)
        .map(({ intent, score }) => ({ topic: intent, score }));
      // Its own rule: whatever it puts first is the answer.
      const none = first === undefined || first.intent === NONE || first.intent === 'None';
      return { zone: none ? 'none' : 'answer', candidates, also: [] };
    },
  };
}

const NONE = '(none)';
