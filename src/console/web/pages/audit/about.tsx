import { Typography } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AuditRow } from '../../../contract/audit.ts';
import { Role } from '../../../contract/session.ts';
import { day } from '../../format.ts';
import { channelName, sourceName } from '../../parts/names.ts';
import { audit as words } from '../../words/audit.ts';
import { roles } from '../../words/common.ts';

const CONVERSATION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ADDRESS = /^[^\s@/]+@[^\s@/]+$/;

// Among other words, a link must not be told by its colour alone.
const UNDERLINED = { textDecoration: 'underline' };

/** Where lists that were looked at are seen again, by the filters that stand in the entry. */
const LISTS: Partial<Record<AuditRow['action'], string>> = {
  'conversations-searched': '/conversations',
  'misunderstood-seen': '/misunderstood',
};

/** What an entry is about: a link to the conversation or the officer meant, and what was done. */
export function About({ entry: { action, about } }: { entry: Pick<AuditRow, 'action' | 'about'> }) {
  if (about === null) return null;
  const said = about.split(' ').map((part) => ({ part, detail: detailOf(action, part) }));
  const first = said.findIndex(({ detail }) => detail !== undefined);
  const end = first === -1 ? said.length : first;
  const subject = said
    .slice(0, end)
    .map(({ part }) => part)
    .join(' ');
  const details = said.slice(end).map(({ part, detail }) => detail ?? part);
  const list = LISTS[action];
  return (
    <>
      <Subject of={subject} />
      {subject !== '' && details.length > 0 && ' · '}
      {details.join(', ')}
      {list !== undefined && (
        <>
          {' · '}
          <Link style={UNDERLINED} to={`${list}?${about.split(' ').join('&')}`}>
            {words.list}
          </Link>
        </>
      )}
    </>
  );
}

function Subject({ of: subject }: { of: string }): ReactNode {
  if (CONVERSATION.test(subject)) {
    return (
      <Link style={UNDERLINED} to={`/conversations/${subject}`}>
        {words.conversation} {subject.slice(0, 8)}
      </Link>
    );
  }
  if (ADDRESS.test(subject)) {
    return (
      <Link style={UNDERLINED} to={`/officers?q=${encodeURIComponent(subject)}`}>
        {subject}
      </Link>
    );
  }
  return <Typography.Text style={{ overflowWrap: 'anywhere' }}>{subject}</Typography.Text>;
}

/** A word behind what an entry is about, or alone, as people read it; undefined: it is no such word. */
function detailOf(action: AuditRow['action'], part: string): string | undefined {
  const [name, coded] = part.split(/=(.*)/s);
  if (coded === undefined) return words.details[part];
  const value = new URLSearchParams(part).get(name ?? '') ?? coded;
  const role = Role.safeParse(value);
  if (name === 'role' && role.success) return words.role(roles[role.data].toLowerCase());
  if (name === 'from') return words.since(day(value));
  if (name === 'to') return words.until(day(value));
  if (name === 'channels' || name === 'channel')
    return words.channels(value.split(',').map(channelName).join(', '));
  if (name === 'source') return words.source(sourceName(value));
  // What is tried again is known by its place in the queue, and not in its conversation.
  const named = words.valued[action === 'retried' ? `retried ${name}` : (name ?? '')];
  return words.details[part] ?? named?.(value);
}
