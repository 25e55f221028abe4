import type { Programme } from './programme.ts';
import { type CalendarDate, formatDate } from './value.ts';

/** What stands for the placeholders of a text. A missing value leaves its paragraph out. */
export type Words = Readonly<Record<string, string | undefined>>;

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9.-]*)\}/g;

/** The placeholders a text uses. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}

/**
 * Fills a text. A paragraph in which a placeholder has no value is left out whole: so an empty
 * setting ("{contact.phone}") takes its sentence with it, and no condition is needed in a text.
 */
export function fill(text: string, words: Words): string {
  return text
    .trim()
    .split(/\n[ \t]*\n/)
    .map((paragraph) => fillParagraph(paragraph, words))
    .filter((paragraph) => paragraph !== undefined)
    .join('\n\n');
}

function fillParagraph(paragraph: string, words: Words): string | undefined {
  let missing = false;
  const filled = paragraph.replace(PLACEHOLDER, (_, name: string) => {
    const value = words[name];
    if (value === undefined) {
      missing = true;
      return '';
    }
    // Values of the programme may themselves address the person ("nơi {you} ở").
    const inner = value.includes('{') ? fillParagraph(value, words) : value;
    missing ||= inner === undefined;
    return inner ?? '';
  });
  return missing ? undefined : filled.trim();
}

/**
 * The words every text may use: the programme's own, and how the person is addressed. `{openUntil}`
 * exists while the free offer does, `{closedAfter}` from the day after: so a paragraph that offers
 * it, and one that says it is over, can stand side by side in one text.
 */
export function programmeWords(programme: Programme, address: string, today: CalendarDate): Words {
  const { contact } = programme;
  const lastDay = formatDate(programme.lastDay);
  const open = today <= programme.lastDay;
  return {
    ...programme.words,
    name: programme.name,
    shortName: programme.shortName,
    organiser: programme.organiser,
    lastDay,
    openUntil: open ? lastDay : undefined,
    closedAfter: open ? undefined : lastDay,
    you: address,
    You: address.charAt(0).toUpperCase() + address.slice(1),
    'contact.phone': contact.phone ?? undefined,
    'contact.email': contact.email ?? undefined,
    'contact.hours': contact.hours ?? undefined,
    'contact.complaints': contact.complaints ?? undefined,
  };
}

/** Names of the words a decision adds: see `decisionWords` in `speak.ts`. */
export const DECISION_WORDS = ['eligibleFrom', 'eligibleUntil', 'daysLeft', 'finalDay'] as const;

/** Every placeholder that a text outside a flow may use, whether or not it has a value today. */
export function knownWords(programme: Programme): string[] {
  return Object.keys(programmeWords(programme, programme.address, programme.lastDay));
}
