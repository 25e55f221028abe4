import type { Inbound } from '../channels/inbound.ts';
import type { ConversationState } from '../engine/state.ts';
import type { TurnResult } from '../engine/turn.ts';
import type { Understood } from '../engine/understood.ts';
import type { Advice } from '../model/hint.ts';
import type { ModelQuestion } from '../model/question.ts';

/** A turn with what the message was understood as; `understood.text` is what is kept of its words. */
export interface Response extends Pick<TurnResult, 'state' | 'replies' | 'events' | 'ending'> {
  understood: Understood;
  /** What was newly passed on the flows' paths; absent: nothing. */
  passed?: TurnResult['passed'];
  /** Only when `askable`: a language model may know better, and is to be asked this first. */
  question?: ModelQuestion;
}

/**
 * Understanding and the engine in one: what comes of one message. Pure and synchronous, because it
 * runs for many conversations inside one transaction.
 */
export type Respond = (
  state: ConversationState,
  message: Inbound,
  now: Date,
  advice?: Advice,
) => Response;
