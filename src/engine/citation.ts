import type { Bot } from './bot.ts';
import { fill } from './text.ts';

/** What a citation needs of the bot: the sources' titles, and the word for a section. */
type Sources = Pick<Bot, 'programme' | 'messages'>;

/**
 * `plan III.4` as people read it: "Kế hoạch của UBND thành phố, mục III.4". A place that begins with
 * a numeral is a section; any other ("phụ lục II.1", "Điều 3") is said as it stands.
 */
export function citation(bot: Sources, reference: string): string {
  const { id, place } = parseReference(reference);
  const title = bot.programme.sources[id] ?? id;
  if (place === '') return title;
  const section = /^[IVX]+(\.|$)|^\d/.test(place);
  return `${title}, ${section ? fill(bot.messages.section, { place }) : place}`;
}

/** Several references in one breath; places of the same source are gathered: "…, mục III.3, III.4". */
export function citations(bot: Sources, references: readonly string[]): string {
  const bySource = new Map<string, string[]>();
  for (const reference of references) {
    const { id, place } = parseReference(reference);
    bySource.set(
      id,
      [...(bySource.get(id) ?? []), place].filter((p) => p !== ''),
    );
  }
  return [...bySource]
    .map(([id, places]) => citation(bot, `${id} ${places.join(', ')}`.trim()))
    .join('; ');
}

/** The source's id and the place within it (empty when the whole is meant). */
export function parseReference(reference: string): { id: string; place: string } {
  const [id = '', ...place] = reference.trim().split(/\s+/);
  return { id, place: place.join(' ') };
}
