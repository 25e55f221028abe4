import { z } from 'zod';
import type { Platform } from '../../../src/channels/platform.ts';
import { isSame, webhook } from '../../../src/channels/webhook.ts';

const environment = {
  PAGER_SECRET: z.string().min(16, 'at least 16 characters').optional(),
};

const capabilities = { text: 160, images: false, typing: false, rates: [], timeoutMs: 2000 };

/** What the pagers showed, and whom the platform was told to forget. */
export const paged: { person: string; text: string }[] = [];
export const forgotten: string[] = [];

/** A platform that nobody in the house has ever heard of. A person `all:…` is a whole department. */
export const pager: Platform<'pager', { secret: string }, typeof environment> = {
  name: 'pager',
  capabilities,
  environment,
  settings: ({ PAGER_SECRET: secret }) => (secret === undefined ? undefined : { secret }),
  shared: 'by-default',
  isPublic: (person) => person.startsWith('all:'),
  erase: async (_db, persons) => void forgotten.push(...persons),
  open: async ({ secret }, context) => ({
    name: 'pager',
    capabilities,
    router: webhook({
      ...context,
      channel: 'pager',
      path: '/webhooks/pager',
      verify: ({ headers }) => isSame(headers['x-pager'] as string, secret),
      parse(body) {
        const { id, person, text } = z.record(z.string(), z.string()).parse(body);
        return [{ channel: 'pager', person: person!, eventId: id!, at: new Date(), text: text! }];
      },
    }),
    async send(person, { text }) {
      paged.push({ person, text });
      return {};
    },
    async close() {},
    check: async () => ({ ok: true, message: 'the aerial is up' }),
  }),
  async login({ settings: { secret }, say }) {
    say(`a secret of ${secret.length} characters`);
    return { ok: true, message: 'logged in' };
  },
};
