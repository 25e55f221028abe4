import type { ChannelContext } from '../channel.ts';
import type { Heard } from './messages.ts';
import type { ZaloPersonalSettings } from './settings.ts';

export interface MeantParts
  extends Pick<ChannelContext, 'opens' | 'isOpen' | 'now' | 'log' | 'metrics'> {
  groups: ZaloPersonalSettings['groups'];
}

/** So long a conversation counts as open before the assistant has spoken in it; milliseconds. */
const OPENING_MS = 120_000;

/**
 * Whether a message was meant for the assistant. The account is somebody's own, who is written to by
 * friends and by families: in a group only who mentions it means it, in private only who uses a
 * keyword or a source code, and then within that conversation. Of all else nothing is kept or logged
 * but a count (`zalo_personal_ignored`).
 */
export function createMeant(parts: MeantParts): (heard: Heard) => Promise<boolean> {
  const { groups, opens, isOpen, now, log, metrics } = parts;
  // Who writes twice at once: the second message comes before the first was answered.
  const opening = new Map<string, number>();

  function isOpening(person: string): boolean {
    const time = now().getTime();
    for (const [other, since] of opening) {
      if (time - since < OPENING_MS) break;
      opening.delete(other);
    }
    return opening.has(person);
  }

  function inGroup({ group = '', mentioned }: Heard): boolean {
    if (!mentioned) return false;
    if (groups === 'all' || (groups !== 'none' && groups.includes(group))) return true;
    log.info(
      { channel: 'zalo-personal', group },
      'mentioned in a group not in ZALO_PERSONAL_GROUPS',
    );
    return false;
  }

  async function inPrivate({ messages }: Heard): Promise<boolean> {
    const { person } = messages[0]!;
    if (messages.some(({ text }) => text !== undefined && opens(text))) {
      opening.delete(person);
      opening.set(person, now().getTime());
      return true;
    }
    return isOpening(person) || isOpen('zalo-personal', person);
  }

  return async (heard) => {
    if (heard.messages.length === 0) return false;
    const where = heard.group === undefined ? 'private' : 'group';
    const meant = where === 'group' ? inGroup(heard) : await inPrivate(heard);
    if (!meant) metrics.count('zalo_personal_ignored', { where });
    return meant;
  };
}
