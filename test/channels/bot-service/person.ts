import { activityOf, type Button, type FakeBotFramework } from './fake-bot-framework.ts';

/**
 * Someone in the Smart-HaiPhong app, whose chat reaches us through Bot Service; `url` is our messaging
 * endpoint. What they get is read off the connector.
 */
export function personOverBotService(
  service: FakeBotFramework,
  url: string,
  conversation = 'AbCdEf123-as',
) {
  /** Posts an activity as often as it is called; it was written now. */
  function made(more: Record<string, unknown>): () => Promise<void> {
    const activity = activityOf(service.url, more, conversation);
    return async () => {
      const status = await service.deliver(url, activity);
      if (status !== 200) throw new Error(`the endpoint answered ${status}`);
    };
  }

  const post = (more: Record<string, unknown>) => made(more)();

  /** All messages that the bot wrote to them. */
  const shown = () =>
    service.sent
      .filter((one) => one.conversation === conversation && one.activity.type === 'message')
      .map(({ activity: { text = '', suggestedActions, attachments = [] } }) => {
        const cards = attachments.flatMap(({ content }) => content.buttons);
        const all: Button[] = [...(suggestedActions?.actions ?? []), ...cards];
        return {
          text,
          buttons: all.filter(({ type }) => type === 'messageBack'),
          links: all.flatMap(({ type, value }) => (type === 'openUrl' ? String(value) : [])),
        };
      });

  return {
    /** The channel's name for them. */
    person: `directline:${conversation}`,
    shown,
    say: (text: string) => post({ type: 'message', text }),
    sent: (text: string) => made({ type: 'message', text }),
    /** Opens the chat: the app tells where the person came from. */
    arrive: (source: string) => post({ type: 'event', name: 'start', value: { source } }),
    /** Joins without a word, as Bot Service announces people. */
    join: () => post({ type: 'conversationUpdate', membersAdded: [{ id: 'dl_citizen-42' }] }),
    /** Presses the newest button of that label, as Web Chat does. */
    async press(label: string): Promise<void> {
      const button = shown()
        .flatMap(({ buttons }) => buttons)
        .findLast(({ title }) => title === label);
      if (button === undefined) throw new Error(`no button ${label}`);
      const { text, displayText, value } = button;
      await post({ type: 'message', text, value, channelData: { messageBack: { displayText } } });
    },
  };
}
