import type { Assistant, Response } from '../../src/assistant.ts';
import type { OutreachEvent } from '../../src/engine/event.ts';
import type { ReplyButton } from '../../src/engine/reply.ts';
import { type ConversationState, newConversation } from '../../src/engine/state.ts';
import type { Script, ScriptTurn } from './script.ts';

/** A turn of a conversation file with what the assistant really did. */
export interface Played {
  turn: ScriptTurn;
  response: Response;
}

/** Plays a conversation from its beginning. Throws when a button is pressed that was never shown. */
export function play(assistant: Assistant, script: Script): Played[] {
  let state: ConversationState = newConversation();
  const shown: ReplyButton[] = [];
  return script.turns.map((turn) => {
    const response = assistant.respond(state, messageOf(turn, shown), turn.now);
    ({ state } = response);
    shown.unshift(...response.replies.flatMap(({ buttons }) => buttons));
    return { turn, response };
  });
}

/** A button is pressed by its label: the one shown last, if several were called so. */
function messageOf({ person, line }: ScriptTurn, shown: readonly ReplyButton[]) {
  if ('text' in person) return person;
  if ('payload' in person) return { tap: person.payload };
  const button = shown.find(({ label }) => label === person.label);
  if (button === undefined) throw new Error(`line ${line}: no button "${person.label}" was shown`);
  return { tap: button.payload };
}

/** Everything in which a turn is not as the file says; empty when it is. */
export function mismatches({ turn, response }: Played): string[] {
  const text = plain(response.replies.map((reply) => reply.text).join('\n'));
  const links = response.replies.flatMap(({ link }) => (link ? [link.host] : []));
  const labels = response.replies.at(-1)?.buttons.map(({ label }) => label) ?? [];
  const events = response.events.map(eventLine);
  const decided = response.events.filter(({ type }) => type === 'decided').map(decisionLine);
  return [
    ...missing(text, turn.says),
    ...turn.saysNot.filter((part) => matcher(part).test(text)).map((part) => `says "${part}"`),
    ...differing('Nút', turn.buttons, labels),
    // What is decided and where a link leads is never left unsaid in a file.
    ...differing('Liên kết', turn.links, links),
    ...differing('Kết quả', turn.decided, decided),
    ...turn.events.filter((event) => !events.includes(event)).map((event) => `no event "${event}"`),
    ...differing('Kết thúc lượt', turn.ending && [turn.ending], [response.ending]),
  ];
}

function missing(text: string, parts: readonly string[]): string[] {
  let from = 0;
  return parts.flatMap((part) => {
    const found = matcher(part).exec(text.slice(from));
    if (found === null) return [`does not say (or not in this order) "${part}"`];
    from += found.index + found[0].length;
    return [];
  });
}

function matcher(part: string): RegExp {
  const pieces = part
    .split('…')
    .map((piece) => plain(piece).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(pieces.join('.*?'));
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function differing(
  what: string,
  expected: readonly string[] | undefined | '',
  found: readonly string[],
): string[] {
  if (!expected || expected.join(' | ') === found.join(' | ')) return [];
  return [`${what}: expected "${expected.join(' | ')}", found "${found.join(' | ')}"`];
}

function eventLine(event: OutreachEvent): string {
  return Object.values(event).join(' ');
}

function decisionLine(event: OutreachEvent): string {
  if (event.type !== 'decided') return '';
  const { rule, outcome, reason } = event;
  return [rule, outcome, ...(reason === null ? [] : [reason])].join(' ');
}
