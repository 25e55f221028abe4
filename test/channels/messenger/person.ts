import type { Hands, Sender } from '../citizen.ts';
import { eventFrom, type FakeMessenger, messageFrom, PSID } from './fake-messenger.ts';

/** Someone who writes to the page in the Messenger app; `url` is the webhook's. */
export function personOverMessenger(fake: FakeMessenger, url: string, person = PSID) {
  const shown = () => fake.sent.filter((sent) => sent.person === person);

  async function deliver(event: unknown): Promise<void> {
    const status = await fake.post(url, event);
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
  }

  const hands = {
    person,
    /** By an m.me link, for the first time: they press "Get started". */
    arrive: (source) =>
      deliver(
        eventFrom(person, {
          postback: {
            title: 'Bắt đầu',
            payload: 'GET_STARTED',
            referral: { ref: source, source: 'SHORTLINK', type: 'OPEN_THREAD' },
          },
        }),
      ),
    say: (text) => deliver(messageFrom(person, { text })),
    sent(text: string) {
      const event = messageFrom(person, { text });
      return () => deliver(event);
    },
    /** The newest quick reply of that label; Messenger writes the label into the chat. */
    async press(label) {
      const all = shown().flatMap(({ quickReplies }) => quickReplies);
      const button = all.findLast(({ title }) => title === label);
      if (button === undefined) throw new Error(`no button ${label}`);
      const { payload } = button;
      await deliver(messageFrom(person, { text: label, quick_reply: { payload } }));
    },
    shown: () =>
      shown().map(({ text, quickReplies, links }) => ({
        text,
        buttons: quickReplies.map(({ title }) => title),
        links,
      })),
  } satisfies Hands & Sender;
  return hands;
}
