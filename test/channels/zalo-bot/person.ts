import type { Sender } from '../citizen.ts';
import type { Person } from '../telegram/person.ts';
import { type FakeZaloBotApi, PERSON, update, wrapped } from './fake-zalo-bot-api.ts';

/**
 * Somebody in front of a Zalo app, over {@link fakeZaloBotApi}; updates are posted to `url`. There are
 * no buttons, so whoever presses one writes the number before that label in the newest message that
 * has it. Updates come wrapped and bare in turn.
 */
export function personOverFake(api: FakeZaloBotApi, url: () => string, id: string = PERSON) {
  const shown = () =>
    api
      .shown()
      .filter(({ person }) => person === id)
      .map(({ text }) => ({ text, keyboard: [] }));
  let count = 0;

  function sent(text: string): () => Promise<void> {
    const said = update('text', { text, from: { id }, chat: { id, chat_type: 'PRIVATE' } });
    count += 1;
    const body = count % 2 === 0 ? said : wrapped(said);
    return async () => {
      const status = await api.deliver(url(), body);
      if (status !== 200) throw new Error(`the webhook answered ${status}`);
    };
  }

  const say = (text: string) => sent(text)();

  return {
    shown,
    say,
    sent,
    async press(label: string) {
      for (const { text } of shown().reverse()) {
        const line = text
          .split('\n')
          .find((candidate) => candidate.replace(/^\d+\. /, '') === label);
        const number = /^\d+(?=\. )/.exec(line ?? '')?.[0];
        if (number !== undefined) return say(number);
      }
      throw new Error(`no choice ${label}`);
    },
  } satisfies Person & Sender;
}
