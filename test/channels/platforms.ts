import { expect, vi } from 'vitest';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import type { Database } from '../../src/database/open.ts';
import type { House } from '../support/house.ts';
import {
  settingsFor as botServiceSettings,
  fakeBotFramework,
} from './bot-service/fake-bot-framework.ts';
import { personOverBotService } from './bot-service/person.ts';
import type { Hands, Sender } from './citizen.ts';
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

/** What may go wrong at a platform with webhooks. */
export interface Trouble {
  /** The answer to the next send takes so long; milliseconds. */
  slow(ms: number): void;
  /** The next send gets no answer that one can read, the one after it "come again in 2 s" or later. */
  refuse(): unknown;
  /** The credentials that the service holds are good for nothing any more. */
  expire(): unknown;
  /** They are good again. Absent: the service gets new ones by itself … */
  revive?(): void;
  /** … and has done so so often. */
  renewals?(): number;
}

/** A platform's side of a conversation. */
export interface Platform {
  /** For the service's settings, so that it talks to a fake of the platform. */
  channels?: Partial<ChannelSettings>;
  /** Someone new, once the service answers; whatever an operator has to do first is done. */
  someone(house: Reached): Promise<Hands & Partial<Sender>>;
  /** Absent: there is no webhook. */
  trouble?(house: Reached): Trouble;
  close?(): unknown;
}

const TOO_MANY = { code: 429, description: 'Too Many Requests: retry after 2', retryAfter: 2 };

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
      const { say, sent, press, shown } = personOverTelegram(api, () => url);
      return {
        person: '42',
        say,
        sent,
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
    trouble: () => ({
      ...api,
      slow: (slowMs) => api.fail('sendMessage', { slowMs }),
      refuse: () => api.fail('sendMessage', 'hang-up', TOO_MANY),
    }),
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
    trouble: ({ database }) => ({
      slow: api.slow,
      refuse: () =>
        api.answers.push({ body: '<html>', status: 502 }, { body: { error: -32, message: '' } }),
      async expire() {
        // One that was given just now is not renewed.
        await database.pool.query("UPDATE zalo_token SET at = at - interval '1 hour'");
        api.expire();
      },
      renewals: api.refreshes,
    }),
    close: api.close,
  };
}

async function zaloBot(): Promise<Platform> {
  const api = await fakeZaloBotApi();
  return {
    channels: { 'zalo-bot': zaloBotSettings(api.url) },
    async someone(house) {
      const url = await registered(api.webhook, house);
      const { say, sent, shown } = personOverZaloBot(api, () => url);
      return {
        person: ZALO_BOT_PERSON,
        say,
        sent,
        arrive: say,
        shown: () => shown().map(({ text }) => ({ text, buttons: [], links: [] })),
      };
    },
    trouble: () => ({
      ...api,
      slow: (slowMs) => api.fail('sendMessage', { slowMs }),
      refuse: () => api.fail('sendMessage', 'garbage', TOO_MANY),
    }),
    close: api.close,
  };
}

async function messenger(): Promise<Platform> {
  const api = await fakeMessenger();
  return {
    channels: { messenger: messengerSettings(api) },
    someone: async ({ url }) => personOverMessenger(api, `${url}/webhooks/messenger`),
    trouble: () => ({
      ...api,
      slow: (slowMs) => api.fail({ slowMs }),
      refuse: () => api.fail('hang-up', { code: 613, headers: { 'Retry-After': '2' } }),
    }),
    close: api.close,
  };
}

async function botService(): Promise<Platform> {
  const service = await fakeBotFramework();
  return {
    channels: { 'bot-service': botServiceSettings(service) },
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
    trouble: () => ({
      ...service,
      slow: (slowMs) => service.fail({ slowMs }),
      refuse: () => service.fail('garbage', { status: 429, retryAfter: 2 }),
      renewals: () => service.asked.tokens - 1,
    }),
    close: service.close,
  };
}

async function zaloPersonal(): Promise<Platform> {
  const zalo = await fakeZaloPersonal();
  return {
    channels: { 'zalo-personal': zaloPersonalSettings(zalo) },
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

/** Every channel, a line each; first those that let a message out every few seconds only. */
export const PLATFORMS: readonly (readonly [name: string, open: () => Promise<Platform>])[] = [
  ['zalo-personal', zaloPersonal],
  ['zalo-bot', zaloBot],
  ['telegram', telegram],
  ['zalo', zalo],
  ['messenger', messenger],
  ['bot-service', botService],
  ['terminal-suite', terminal],
  ['web', web],
];
