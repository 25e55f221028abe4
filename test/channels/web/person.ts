import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, CardAction } from '../../../src/channels/direct-line/activity.ts';
import type { Hands, Shown } from '../citizen.ts';

/**
 * Someone in front of `/chat`, without the page: a client of Direct Line over HTTP that asks what is
 * new many times a second until they leave.
 */
export async function personOverWeb(url: string) {
  const call = async (method: string, path: string, token?: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return response.json();
  };
  const { token } = (await call('POST', '/chat/token')) as { token: string };
  const opened = await call('POST', '/v3/directline/conversations', token);
  const { conversationId } = opened as { conversationId: string };
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const seen: (Shown & { actions: CardAction[] })[] = [];
  let watermark = '';
  let stopped = false;
  let messages = 0;

  async function post(activity: object): Promise<void> {
    const channelData = { clientActivityId: `c${++messages}` };
    await call('POST', path, token, { from: { id: '' }, channelData, ...activity });
  }

  const reading = (async () => {
    while (!stopped) {
      const page = await call('GET', `${path}?watermark=${watermark}`, token);
      const { activities, ...rest } = page as { activities: Activity[]; watermark: string };
      watermark = rest.watermark;
      for (const { from, type, text = '', suggestedActions, attachments } of activities) {
        if (from.role !== 'bot' || type !== 'message') continue;
        const cards = (attachments ?? []).map(
          ({ content }) => content as { buttons: CardAction[] },
        );
        const links = cards.flatMap(({ buttons }) => buttons.map(({ value }) => String(value)));
        const actions = suggestedActions?.actions ?? [];
        seen.push({ text, actions, buttons: actions.map(({ title }) => title), links });
      }
      await sleep(50);
    }
  })();

  const hands = {
    person: conversationId,
    /** Opens the page at `/chat?source=…`. */
    arrive: (source) => post({ type: 'event', name: 'start', value: { source } }),
    say: (text) => post({ type: 'message', text }),
    /** As Web Chat does. */
    async press(label) {
      const button = seen.flatMap(({ actions }) => actions).findLast((one) => one.title === label);
      if (button === undefined) throw new Error(`no button ${label}`);
      const { text, value } = button;
      await post({ type: 'message', text, value });
    },
    /** Also what was erased since. */
    shown: () => seen,
    async leave() {
      stopped = true;
      await reading;
    },
  } satisfies Hands;
  return hands;
}
