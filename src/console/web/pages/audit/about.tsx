import { Typography } from 'antd';
import { Link } from 'react-router';
import type { AuditRow } from '../../../contract/audit.ts';
import { Role } from '../../../contract/session.ts';
import { audit as words } from '../../words/audit.ts';
import { roles } from '../../words/common.ts';

const CONVERSATION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// Among other words, a link must not be told by its colour alone.
const UNDERLINED = { textDecoration: 'underline' };

/** What an entry is about: a link to the conversation or the officer meant, and what was done. */
export function About({ about }: Pick<AuditRow, 'about'>) {
  if (about === null) return null;
  const [first = '', ...rest] = about.split(' ');
  const isConversation = CONVERSATION.test(first);
  // An address stands alone or with what was done behind it; a file's name may hold anything.
  const isOfficer = /^[^\s@/]+@[^\s@/]+$/.test(first);
  if (!isConversation && !isOfficer) {
    return words.details[about] ?? <Typography.Text>{about}</Typography.Text>;
  }
  const details = rest.map(detailOf).join(', ');
  return (
    <>
      {isConversation ? (
        <Link style={UNDERLINED} to={`/conversations/${first}`}>
          {words.conversation} {first.slice(0, 8)}
        </Link>
      ) : (
        <Link style={UNDERLINED} to={`/officers?q=${encodeURIComponent(first)}`}>
          {first}
        </Link>
      )}
      {details !== '' && ` · ${details}`}
    </>
  );
}

function detailOf(detail: string): string {
  const [name, value = ''] = detail.split('=');
  const role = Role.safeParse(value);
  if (name === 'role' && role.success) return words.role(roles[role.data].toLowerCase());
  if (name === 'message') return words.message(value);
  return words.details[detail] ?? detail;
}
