import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { OfficerRow } from '../../../contract/officers.ts';
import { SESSION, useMe } from '../../session.tsx';
import { officers as words } from '../../words/officers.ts';
import { ChangeRole } from './change-role.tsx';
import { Invite } from './invite.tsx';
import { OFFICERS } from './keys.ts';
import { LinkShown, type ShownLink } from './link-shown.tsx';
import { NewLink } from './new-link.tsx';
import { Sure } from './sure.tsx';

/** What an administrator is about to do. */
export type Doing =
  | { what: 'invite' }
  | { what: 'link-shown'; link: ShownLink }
  | {
      what: 'changeRole' | 'newLink' | 'unlock' | 'endSessions' | 'deactivate' | 'reactivate';
      officer: OfficerRow;
    };

/** The dialog of what is being done; afterwards the list is asked for anew. */
export function Dialogs({
  doing,
  onDo,
}: {
  doing: Doing;
  onDo: (doing: Doing | undefined) => void;
}) {
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const onClose = () => onDo(undefined);
  const show = (link: ShownLink) => {
    void client.invalidateQueries({ queryKey: OFFICERS });
    onDo({ what: 'link-shown', link });
  };
  if (doing.what === 'invite') return <Invite onInvited={show} onClose={onClose} />;
  if (doing.what === 'link-shown') return <LinkShown link={doing.link} onClose={onClose} />;

  const { officer } = doing;
  if (doing.what === 'newLink') {
    return <NewLink officer={officer} onMade={show} onClose={onClose} />;
  }
  const onDone = () => {
    onClose();
    void message.success(words.done(officer.name));
    void client.invalidateQueries({ queryKey: OFFICERS });
    if (officer.id === me.id) void client.invalidateQueries({ queryKey: SESSION });
  };
  if (doing.what === 'changeRole') {
    return <ChangeRole officer={officer} onDone={onDone} onClose={onClose} />;
  }
  return <Sure what={doing.what} officer={officer} onDone={onDone} onClose={onClose} />;
}
