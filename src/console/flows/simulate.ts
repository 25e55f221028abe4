import { setImmediate } from 'node:timers/promises';
import type { Assistant, Message } from '../../assistant.ts';
import type { Bot } from '../../engine/bot.ts';
import { answerPayload } from '../../engine/payload.ts';
import { type ConversationState, newConversation } from '../../engine/state.ts';
import { formatDate, isDateSpan, isExact, isPlace } from '../../engine/value.ts';
import { type Way, wayTo } from '../../engine/way.ts';
import type { Said, SimulatedTurn } from '../contract/flows.ts';
import { decisionSeen } from '../conversations/decision.ts';
import { type Button, understoodSeen } from '../conversations/understood.ts';

/** A conversation to be played. */
export interface Script {
  /** The calendar day it is played on. */
  on: string;
  /** Where to begin, `flow/step`. */
  from?: string | undefined;
  said: readonly Said[];
}

/** What is played with. */
export interface Stage {
  bot: Bot;
  assistant: Pick<Assistant, 'respond' | 'read'>;
}

/**
 * Plays a conversation from its beginning with the real engine; nothing is kept or counted. People's
 * messages go before the next turn, so that a long script does not keep them waiting.
 * `unreachable`: no answers lead to where it was to begin on that day; then nothing is played.
 */
export async function simulate({ bot, assistant }: Stage, { on, from, said }: Script) {
  const now = new Date(`${on}T10:00:00+07:00`);
  const lead = from === undefined ? [] : leadTo(bot, from, on);
  if (lead === undefined) return { turns: [], unreachable: true };

  let state: ConversationState = newConversation();
  let offered: readonly Button[] = [];
  const play = (message: Message, led: boolean): SimulatedTurn => {
    // Nobody's words: they are shown as they were said, where people's would be kept masked.
    const understood = assistant.read(state, message, now);
    const turn = assistant.respond(state, message, now);
    const seen = understoodSeen(understood, offered, { bot, on, revealed: true });
    state = turn.state;
    offered = turn.replies.flatMap(({ buttons }) => buttons);
    return {
      said: 'text' in message ? message.text : (seen.pressed ?? ''),
      led,
      understood: seen,
      replies: turn.replies.map(({ text, buttons, link }) => ({
        text,
        buttons: buttons.map(({ label, payload }) => ({ label, payload })),
        link: link === undefined ? null : { label: link.label, host: link.host },
      })),
      ending: turn.ending,
      passed: [...turn.passed],
      decisions: turn.events.flatMap((event) =>
        event.type === 'decided'
          ? [
              decisionSeen(
                bot,
                event,
                turn.replies.map(({ text }) => text),
              ),
            ]
          : [],
      ),
    };
  };
  const turns: SimulatedTurn[] = [];
  for (const message of [...lead, ...said]) {
    turns.push(play(message, turns.length < lead.length));
    await setImmediate();
  }
  return { turns, unreachable: false };
}

/** What a person would say to come to a step: the flow's button, then an answer to each question. */
function leadTo(bot: Bot, step: string, on: string): Said[] | undefined {
  const way = wayTo(bot, step, on);
  if (way === undefined) return undefined;
  const [flow = ''] = step.split('/');
  return [{ tap: `flow:${flow}` }, ...way.map(answered)];
}

function answered({ ask, value }: Way[number]): Said {
  if (isDateSpan(value)) {
    return { text: isExact(value) ? formatDate(value.earliest) : value.earliest.slice(0, 4) };
  }
  if (isPlace(value)) return { text: value.name };
  return ask.type === 'text' ? { text: String(value) } : { tap: answerPayload(ask.id, value) };
}
