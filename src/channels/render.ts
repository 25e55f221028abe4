import type { Reply, ReplyButton, ReplyLink } from '../engine/reply.ts';
import { splitText } from '../engine/split.ts';
import { type Capabilities, fits } from './capabilities.ts';
import { shorten, shortLabels } from './labels.ts';

/** One message as a platform can show it: everything in it keeps within its capabilities. */
export interface Rendered {
  text: string;
  /** Under the text; pressing one sends `payload` back. */
  buttons: readonly ReplyButton[];
  /** Only where there are link buttons. Elsewhere the link stands in the text. */
  link?: RenderedLink;
  /** The whole text for the record, where that must differ; see `Reply.record`. */
  record?: string;
}

/** A button that opens an address; where it leads (`host`) stands in the text already. */
export type RenderedLink = Pick<ReplyLink, 'label' | 'url' | 'host'>;

/** What is written above numbered choices; see `flows/language/channels.yaml`. */
export interface RenderWords {
  choose: string;
  chooseAlso: string;
}

/**
 * A reply as the messages of one platform, in order. Pure.
 *
 * Long texts are split between paragraphs, lines, sentences. Buttons stand under the last message;
 * those that do not fit (too many, or a payload too long) become choices numbered by their place
 * among all buttons, which is how the engine understands "2". A link is a button where the platform
 * has such buttons, with its host in the text; elsewhere it is written out.
 */
export function render(reply: Reply, capabilities: Capabilities, words: RenderWords): Rendered[] {
  const { shown, numbered } = place(reply, capabilities);
  const link = linkButton(reply, capabilities);
  const body = [reply.text, linkLine(reply, link !== undefined)];
  if (numbered.length > 0) {
    const lead = shown.length > 0 ? words.chooseAlso : words.choose;
    body.push([lead, ...numbered.map(({ n, label }) => `${n}. ${label}`)].join('\n'));
  }
  const text = body.filter((part) => part !== undefined && part !== '').join('\n\n');
  const limits = capabilities.links?.text;
  const parts = splitUp(text, capabilities.text, link === undefined ? undefined : limits);
  const last = parts.length - 1;
  return parts.map((part, i) => ({
    text: part,
    buttons: i === last ? shown : [],
    ...(i === last && link !== undefined && { link }),
    ...(last === 0 && reply.record !== undefined && { record: reply.record }),
  }));
}

interface Placed {
  shown: ReplyButton[];
  /** With the number by which it is chosen. */
  numbered: { n: number; label: string }[];
}

/** Which of the buttons are buttons, and which are numbers. */
function place({ buttons, link }: Reply, { buttons: can, links }: Capabilities): Placed {
  const taken = link !== undefined && links?.takesButton ? 1 : 0;
  const room = can === undefined ? 0 : can.max - taken;
  const shown: ReplyButton[] = [];
  const numbered: Placed['numbered'] = [];
  for (const [i, button] of buttons.entries()) {
    if (can !== undefined && shown.length < room && fits(button.payload, can.payload)) {
      shown.push(button);
    } else numbered.push({ n: i + 1, label: button.label });
  }
  if (can === undefined) return { shown, numbered };
  const labels = shortLabels(
    shown.map(({ label }) => label),
    can.label,
  );
  return { shown: shown.map((button, i) => ({ ...button, label: labels[i]! })), numbered };
}

function linkButton({ link }: Reply, { links }: Capabilities): RenderedLink | undefined {
  if (link === undefined || links === undefined) return undefined;
  const { label, url, host } = link;
  return { label: shorten(label, links.label), url, host };
}

/** People are told to trust only the official address: it can always be read before it is opened. */
function linkLine({ text, link }: Reply, asButton: boolean): string | undefined {
  if (link === undefined) return undefined;
  const { label, url, host } = link;
  if (!asButton) return `${label} (${host}): ${url}`;
  return text.includes(host) ? undefined : `${label}: ${host}`;
}

/** Splits by `limit`; the last part, which carries the link button, also by `lastLimit`. */
function splitUp(text: string, limit: number, lastLimit = limit): string[] {
  const parts = split(text, limit);
  const last = parts.pop()!;
  return [...parts, ...split(last, Math.min(limit, lastLimit))];
}

function split(text: string, limit: number): string[] {
  return splitText(text, limit) ?? text.split('\n').flatMap((line) => chop(line, limit));
}

/** The last resort, for a text that is no prose (a person's own words, an address): between words. */
function chop(line: string, limit: number): string[] {
  const whole = splitText(line, limit);
  if (whole !== undefined) return whole.filter((part) => part !== '');
  const parts: string[] = [];
  let rest = line;
  while (rest.length > limit) {
    const space = rest.lastIndexOf(' ', limit);
    let end = space > limit / 2 ? space : limit;
    // Half of a surrogate pair is no character.
    if (/[\uD800-\uDBFF]/.test(rest[end - 1]!)) end -= 1;
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}
