import { createRequire } from 'node:module';
import type TelegramTestApi from 'telegram-test-api';
import { freePort } from '../../../src/database/postmaster.ts';
import type { Sender } from '../citizen.ts';
import {
  type FakeBotApi,
  type Keyboard,
  messageUpdate,
  pressUpdate,
  TOKEN,
} from './fake-bot-api.ts';

// Its types say `default`; it is the class itself that its CommonJS exports.
const TelegramServer: typeof TelegramTestApi.default = createRequire(import.meta.url)(
  'telegram-test-api',
);

/** A message of the bot as a person's app shows it. */
interface Shown {
  text: string;
  keyboard: Keyboard;
}

/** A person in front of a Telegram app, whoever plays Telegram. */
export interface Person {
  say(text: string): Promise<void>;
  /** Presses the newest button of that label. */
  press(label: string): Promise<void>;
  /** All that the bot wrote, as it stands now. */
  shown(): Shown[];
}

/** Over {@link fakeBotApi}; updates are posted to `url`. */
export function personOverFake(api: FakeBotApi, url: () => string) {
  const deliver = async (update: unknown) => {
    const status = await api.deliver(url(), update);
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
  };
  return {
    shown: api.shown,
    say: (text: string) => deliver(messageUpdate({ text })),
    sent(text: string) {
      const update = messageUpdate({ text });
      return () => deliver(update);
    },
    press(label: string) {
      const { data, keyboard, messageId } = buttonOf(api.shown(), label);
      return deliver(pressUpdate(data, keyboard, undefined, messageId));
    },
  } satisfies Person & Sender;
}

/**
 * Over `telegram-test-api`, an emulator that is not ours. It plays polling only: to a webhook it
 * shows no secret.
 */
export async function emulator() {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const client = server.getClient(TOKEN, { chatId: 42, userId: 42, firstName: 'Lan' });
  const shown = () =>
    server.storage.botMessages.map(({ message, messageId }) => ({
      text: message.text,
      messageId,
      keyboard:
        (message.reply_markup as { inline_keyboard?: Keyboard } | undefined)?.inline_keyboard ?? [],
    }));
  const person: Person = {
    shown,
    async say(text) {
      if (text.startsWith('/')) await client.sendCommand(client.makeCommand(text));
      else await client.sendMessage(client.makeMessage(text));
    },
    async press(label) {
      const { data, keyboard, messageId } = buttonOf(shown(), label);
      const message = { message_id: messageId, reply_markup: { inline_keyboard: keyboard } };
      await client.sendCallback(client.makeCallbackQuery(data, { message } as never));
    },
  };
  return { url: server.config.apiURL, person, stop: () => server.stop() };
}

function buttonOf<T extends Shown>(shown: readonly T[], label: string): T & { data: string } {
  for (const message of shown.toReversed()) {
    const button = message.keyboard.flat().find(({ text }) => text === label);
    if (button?.callback_data !== undefined) return { ...message, data: button.callback_data };
  }
  throw new Error(`no button ${label}`);
}
