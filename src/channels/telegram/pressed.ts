import type { Api } from 'grammy';
import type { Log } from '../../log.ts';
import { describeFailure } from './failure.ts';
import { markChosen } from './keyboard.ts';
import type { CallbackQuery } from './update.ts';

export interface PressedParts {
  api: Api;
  log: Log;
  /** Stands before the label of the chosen button. */
  mark: string;
}

/**
 * What the person sees of their press: the button stops turning, and is marked as chosen. Never
 * rejects: it may be too late for both (a query is good for about 15 s), and the answer comes anyway.
 */
export async function showPressed(
  { api, log, mark }: PressedParts,
  { id, data, message }: CallbackQuery,
): Promise<void> {
  const quietly = (call: Promise<unknown>) =>
    call.catch((error: unknown) => {
      log.debug({ reason: describeFailure(error) }, 'a press could not be shown');
    });
  const rows = message?.reply_markup?.inline_keyboard;
  const marked =
    rows === undefined || data === undefined ? undefined : markChosen(rows, data, mark);
  await Promise.all([
    quietly(api.answerCallbackQuery(id)),
    marked !== undefined &&
      message?.message_id !== undefined &&
      quietly(
        api.editMessageReplyMarkup(message.chat.id, message.message_id, {
          reply_markup: { inline_keyboard: marked },
        }),
      ),
  ]);
}
