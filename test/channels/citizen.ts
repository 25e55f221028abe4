import { expect, vi } from 'vitest';

/** A message of the assistant as the person's app shows it. */
export interface Shown {
  text: string;
  /** Labels of buttons that send something back. */
  buttons: readonly string[];
  /** Where its link buttons lead. */
  links: readonly string[];
}

/** What a person can do on any platform. Made by each platform's own `person.ts`, over its fake. */
export interface Hands {
  /** The channel's name for them. */
  person: string;
  /** Comes by a code on a poster, the way people come to this platform. */
  arrive(source: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Presses the newest button of that label. Absent: the platform has no buttons. */
  press?(label: string): Promise<void>;
  /** All that the assistant wrote to them, oldest first; only ever more. */
  shown(): readonly Shown[];
  /** Closes the app. */
  leave?(): Promise<void>;
}

/** Who can also play what platforms do with a message on its way. */
export interface Sender {
  /** Gives what posts a message, written now, as often as it is called. */
  sent(text: string): () => Promise<unknown>;
}

/** Platforms with the strictest pace let a message out every few seconds. */
const PATIENCE = { timeout: 30_000, interval: 40 };

/**
 * A person with a wish, who reads before they write. What they do is the same everywhere; whether
 * choosing is a button, a number or words depends on what they are shown.
 */
export function citizen(hands: Hands) {
  let read = 0;
  let choices = 0;
  const news = () => hands.shown().slice(read);

  /** The newest message that offers a choice, among those not read yet. */
  function offered(label: string): { button: boolean; number?: string } {
    for (const { text, buttons } of news().toReversed()) {
      if (buttons.includes(label)) return { button: true };
      const line = text.split('\n').find((one) => one.replace(NUMBER, '').trim() === label);
      const number = line === undefined ? undefined : NUMBER.exec(line)?.[1];
      if (number !== undefined) return { button: false, number };
    }
    throw new Error(`nowhere a choice "${label}": ${JSON.stringify(news())}`);
  }

  return {
    arrive: hands.arrive,
    async say(text: string): Promise<void> {
      read = hands.shown().length;
      await hands.say(text);
    },

    /** By its button; else by its number and by its words in turn. */
    async choose(label: string): Promise<void> {
      const { button, number } = await vi.waitFor(() => offered(label), PATIENCE);
      read = hands.shown().length;
      if (button) return hands.press!(label);
      await hands.say(choices++ % 2 === 0 ? number! : label);
    },

    /** Waits until the assistant has said all of this since the person's last move. */
    async hears(...texts: string[]): Promise<void> {
      await vi.waitFor(() => {
        const heard = news()
          .map(({ text }) => text)
          .join('\n');
        for (const text of texts) expect(heard).toContain(text);
      }, PATIENCE);
    },

    /** The address of the newest tracked link, on a button or written out, once it has come. */
    link: () =>
      vi.waitFor(() => {
        const all = news().flatMap(({ text, links }) => [...links, ...(text.match(/\S+/g) ?? [])]);
        const found = all.findLast((one) => /^https?:\/\/[^/]+\/r\/[\w-]+/.test(one));
        if (found === undefined) throw new Error(`no link: ${JSON.stringify(news())}`);
        return found;
      }, PATIENCE),
  };
}

/** "3. " before a numbered choice. */
const NUMBER = /^\s*(\d+)\. /;
