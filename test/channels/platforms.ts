import { expect, vi } from 'vitest';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import type { Database } from '../../src/database/open.ts';
import type { House } from '../support/house.ts';
import {
  settingsFor as botServiceSettings,
  fakeBotFramework,
} from './bot-service/fake-bot-framework.ts';
import { personOverBotService } from './bot-service/person.ts';
import type { Hands } from './citizen.ts';
import { fakeMessenger, settingsFor as messengerSettings } from './messenger/fake-messenger.ts';
import { personOverMessenger } from './messenger/person.ts';
import { fakeBotApi } from './telegram/fake-bot-api.ts';
import { settingsFor as telegramSettings } from './telegram/house.ts';
import { personOverFake as personOverTelegram } from './telegram/person.ts';
import { personOverTerminal } from './terminal/person.ts';
import { personOverWeb } from './web/person.ts';
import { fakeZalo, settingsFor as zaloSettings } from './zalo/fake-zalo.ts';
import { connect, personOverZalo } from './zalo/person.ts';
import { fakeZaloBotApi, PERSON as ZALO_BOT_PERSON } from './zalo-bot/fake-zalo-bot-api.ts';
import { settingsFor as zaloBotSettings } from './zalo-bot/house.ts';
import { personOverFake as personOverZaloBot } from './zalo-bot/person.ts';
import {
  fakeZaloPersonal,
  settingsFor as zaloPersonalSettings,
} from './zalo-personal/fake-zalo-personal.ts';
import { connect as logIn, personOverZaloPersonal } from './zalo-personal/person.ts';

/** The running service, as a platform's own side knows it. */
export interface Reached extends House {
  /** What stands in links; nobody answers there. */
  publicUrl: string;
  database: Database;
}

/** A platform's side of a conversation. */
export interface Platform {
  /** For the service's settings, so that it talks to a fake of the platform. */
  channels?: Partial<ChannelSettings>;
  /** Someone new, once the service answers; whatever an operator has to do first is done. */
  someone(house: Reached): Promise<Hands>;
  close?(): unknown;
}

async function web(): Promise<Platform> {
  return { someone: ({ url }) => personOverWeb(url) };
}

async function terminal(): Promise<Platform> {
  return {
    async someone({ database, publicUrl }) {
      const env = { DATABASE_URL: database.url, PUBLIC_URL: publicUrl };
      return personOverTerminal('suite', env);
    },
  };
}

/** The webhook that the service itself told the platform, once it has, where it really is. */
const registered = (webhook: () => string, { url, publicUrl }: Reached) =>
  vi.waitFor(() => {
    expect(webhook()).not.toBe('');
    return webhook().replace(publicUrl, url);
  }, 10_000);

async function telegram(): Promise<Platform> {
  const api = await fakeBotApi();
  return {
    channels: { telegram: telegramSettings(api.url) },
    async someone(house) {
      const url = await registered(api.webhook, house);
      const { say, press, shown } = personOverTelegram(api, () => url);
      return {
        person: '42',
        say,
        press,
        arrive: (source) => say(`/start ${source}`),
        shown: () =>
          shown().map(({ text, keyboard }) => ({
            text,
            buttons: keyboard.flat().flatMap((one) => (one.callback_data ? one.text : [])),
            links: keyboard.flat().flatMap((one) => one.url ?? []),
          })),
      };
    },
    close: api.close,
  };
}

async function zalo(): Promise<Platform> {
  const api = await fakeZalo();
  return {
    channels: { zalo: zaloSettings(api) },
    async someone(house) {
      await connect(api, house.database, house);
      return personOverZalo(api, `${house.url}/webhooks/zalo`, '246845883529197922');
    },
    close: api.close,
  };
}

async function zaloBot(): Promise<Platform> {
  const api = await fakeZaloBotApi();
  return {
    channels: { zaloBot: zaloBotSettings(api.url) },
    async someone(house) {
      const url = await registered(api.webhook, house);
      const { say, shown } = personOverZaloBot(api, () => url);
      return {
        person: ZALO_BOT_PERSON,
        say,
        arrive: say,
        shown: () => shown().map(({ text }) => ({ text, buttons: [], links: [] })),
      };
    },
    close: api.close,
  };
}

async function messenger(): Promise<Platform> {
  const api = await fakeMessenger();
  return {
    channels: { messenger: messengerSettings(api) },
    someone: async ({ url }) => personOverMessenger(api, `${url}/webhooks/messenger`),
    close: api.close,
  };
}

async function botService(): Promise<Platform> {
  const service = await fakeBotFramework();
  return {
    channels: { botService: botServiceSettings(service) },
    async someone({ url }) {
      const { shown, ...person } = personOverBotService(service, `${url}/api/messages`);
      return {
        ...person,
        shown: () =>
          shown().map(({ buttons, ...rest }) => ({
            ...rest,
            buttons: buttons.map(({ title }) => title),
          })),
      };
    },
    close: service.close,
  };
}

async function zaloPersonal(): Promise<Platform> {
  const zalo = await fakeZaloPersonal();
  return {
    channels: { zaloPersonal: zaloPersonalSettings(zalo) },
    async someone({ database }) {
      await logIn(zalo, database);
      const { person, say, shown } = personOverZaloPersonal(zalo, '6601234567890');
      return {
        person,
        say,
        arrive: say,
        shown: () => shown().map(({ text }) => ({ text, buttons: [], links: [] })),
      };
    },
    close: zalo.close,
  };
}

/** Every channel, a line each. */
export const PLATFORMS: readonly (readonly [name: string, open: () => Promise<Platform>])[] = [
  ['web', web],
  ['terminal-suite', terminal],
  ['telegram', telegram],
  ['zalo', zalo],
  ['zalo-bot', zaloBot],
  ['messenger', messenger],
  ['bot-service', botService],
  ['zalo-personal', zaloPersonal],
];
