import { createHmac } from 'node:crypto';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import {
  activityOf,
  settingsFor as botServiceSettings,
  fakeBotFramework,
} from './bot-service/fake-bot-framework.ts';
import type { Target } from './fuzz.ts';
import {
  echoOf,
  entryOf,
  eventFrom,
  APP_SECRET as MESSENGER_SECRET,
  messageFrom,
  settingsFor as messengerSettings,
  PSID,
} from './messenger/fake-messenger.ts';
import { messageUpdate, pressUpdate } from './telegram/fake-bot-api.ts';
import { settingsFor as telegramSettings } from './telegram/house.ts';
import { settingsFor as zaloSettings } from './zalo/fake-zalo.ts';
import { signed as signedByZalo } from './zalo/person.ts';
import { RECORDED as RECORDED_BY_ZALO, USER as USER_OF_ZALO } from './zalo/recorded.ts';
import { PERSON as PERSON_OF_ZALO_BOT, update, wrapped } from './zalo-bot/fake-zalo-bot-api.ts';
import { settingsFor as zaloBotSettings } from './zalo-bot/house.ts';

/** A platform's webhook, for who wants to throw things at it. */
export interface Webhook extends Target {
  path: string;
  /** For the service's settings. */
  channels: Partial<ChannelSettings>;
  close?(): Promise<void>;
}

/** Nobody is there: what a webhook does besides storing must not matter to it. */
const NOWHERE = 'http://127.0.0.1:9';

const SECRET = 'a-secret-of-the-webhook';

const PEOPLE = 2000;

/** A recorded body as one of many people's; both as they stand in JSON. */
const renamed = (recorded: unknown, from: string, to: string) =>
  JSON.parse(JSON.stringify(recorded).replaceAll(from, to));

const telegram = (): Webhook => ({
  path: '/webhooks/telegram',
  channels: { telegram: telegramSettings(NOWHERE, { webhookSecret: SECRET }) },
  body(n, { pick }) {
    const recorded = pick([
      messageUpdate({ text: 'Có miễn phí thật không?' }, n),
      messageUpdate({ text: '/start qr-1', entities: [{ type: 'bot_command', offset: 0 }] }, n),
      messageUpdate({ photo: [{ file_id: 'a' }], caption: 'đây ạ', media_group_id: '1' }, n),
      messageUpdate({ document: { mime_type: 'image/png', file_name: 'a.png' } }, n),
      messageUpdate({ voice: { file_id: 'a', duration: 3 } }, n),
      messageUpdate({ contact: { phone_number: '84912345678', first_name: 'Lan' } }, n),
      pressUpdate('flow:menu', [[{ text: 'Về menu', callback_data: 'flow:menu' }]], n),
    ]);
    return renamed(recorded, '"id":42,', `"id":${1000 + (n % PEOPLE)},`);
  },
  signed: () => ({ 'X-Telegram-Bot-Api-Secret-Token': SECRET }),
  refusals: { unsigned: 401, malformed: 400 },
});

const zalo = (): Webhook => ({
  path: '/webhooks/zalo',
  channels: { zalo: zaloSettings({ url: NOWHERE }) },
  body(n, { pick }) {
    const [recorded] = pick(RECORDED_BY_ZALO);
    const { message, ...event } = renamed(recorded, USER_OF_ZALO, `${n % PEOPLE}`);
    const named = message?.msg_id === undefined ? message : { ...message, msg_id: `m${n}` };
    return { ...event, timestamp: `${Date.now()}`, ...(named && { message: named }) };
  },
  signed(raw, body) {
    const { timestamp } = Object(body) as { timestamp?: unknown };
    const isRead = typeof timestamp === 'string' || typeof timestamp === 'number';
    return signedByZalo(raw, isRead ? String(timestamp) : '');
  },
  // Zalo switches a webhook off that refuses.
  refusals: { unsigned: 200, malformed: 200 },
});

const zaloBot = (): Webhook => ({
  path: '/webhooks/zalo-bot',
  channels: { 'zalo-bot': zaloBotSettings(NOWHERE, { webhookSecret: SECRET }) },
  body(n, { pick }) {
    const recorded = pick([
      update('text', { text: 'Xin chào' }),
      wrapped(update('text', { text: 'HP-7K2Q' })),
      wrapped(update('image', { photo: 'https://x.vn/1.jpg', caption: 'đây ạ' })),
      update('image', { photo_url: 'https://x.vn/1.jpg', message_type: 'CHAT_PHOTO' }),
      update('sticker', { sticker: 's42', url: 'https://x.vn/1' }),
      update('voice', { voice_url: 'https://x.vn/1.aac', message_type: 'CHAT_VOICE' }),
      wrapped(update('unsupported')),
      wrapped({ event_name: 'message.unsupported.received' }),
    ]);
    return renamed(recorded, PERSON_OF_ZALO_BOT, `p${n % PEOPLE}`);
  },
  signed: () => ({ 'X-Bot-Api-Secret-Token': SECRET }),
  refusals: { unsigned: 401, malformed: 400 },
});

const messenger = (): Webhook => ({
  path: '/webhooks/messenger',
  channels: { messenger: messengerSettings({ url: NOWHERE }) },
  body(n, { pick }) {
    const event = () =>
      pick([
        messageFrom(PSID, { text: 'Có', quick_reply: { payload: 'hp:flow:menu' } }),
        messageFrom(PSID, { text: 'a', attachments: [{ type: 'image', payload: { url: 'u' } }] }),
        messageFrom(PSID, { attachments: [{ type: 'location', payload: {} }] }),
        eventFrom(PSID, { postback: { payload: 'GET_STARTED', referral: { ref: 'HP-7K2Q' } } }),
        eventFrom(PSID, { referral: { ref: 'HP-7K2Q', source: 'SHORTLINK' } }),
        eventFrom(PSID, { take_thread_control: { new_owner_app_id: '9' } }),
        eventFrom(PSID, { read: { watermark: 1 } }),
        echoOf(PSID, { app_id: 9, text: 'a' }),
      ]);
    const entry = n % 10 === 0 ? entryOf([event(), event(), event()]) : entryOf([event()]);
    return renamed({ object: 'page', entry: [entry] }, PSID, `${n % PEOPLE}`);
  },
  signed(raw) {
    const mac = createHmac('sha256', MESSENGER_SECRET).update(raw).digest('hex');
    return { 'X-Hub-Signature-256': `sha256=${mac}` };
  },
  refusals: { unsigned: 401, malformed: 400 },
});

/** The token vouches for the service that an activity names, not for its bytes. */
async function botService(): Promise<Webhook> {
  const service = await fakeBotFramework();
  const token = await service.token();
  return {
    path: '/api/messages',
    channels: { 'bot-service': botServiceSettings(service) },
    body(n, { pick }) {
      const content = pick([
        { type: 'message', text: 'Có miễn phí thật không?' },
        { type: 'message', text: 'Có', value: { payload: 'flow:menu' } },
        { type: 'message', attachments: [{ contentType: 'image/png', contentUrl: 'u' }] },
        { type: 'event', name: 'start', value: { source: 'HP-7K2Q' } },
        { type: 'conversationUpdate', membersAdded: [{ id: 'dl_citizen-42' }] },
        { type: 'typing' },
      ]);
      return activityOf(service.url, content, `c${n % PEOPLE}`);
    },
    signed: () => ({ Authorization: `Bearer ${token}` }),
    refusals: { unsigned: 401, malformed: 400, strange: [401] },
    close: service.close,
  };
}

/** Every webhook, a line each. */
export const WEBHOOKS: readonly (readonly [
  channel: string,
  open: () => Webhook | Promise<Webhook>,
])[] = [
  ['telegram', telegram],
  ['zalo', zalo],
  ['zalo-bot', zaloBot],
  ['messenger', messenger],
  ['bot-service', botService],
];
