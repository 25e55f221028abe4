import { useMutation } from '@tanstack/react-query';
import { Flex, Modal, Typography } from 'antd';
import {
  type OfficerRow,
  revokeOfficerSessions,
  setActive,
  unlockOfficer,
} from '../../../contract/officers.ts';
import { call } from '../../call.ts';
import { Problem } from '../../parts/problem.tsx';
import { common } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';

const ACTS = {
  unlock: (id: string) => call(unlockOfficer, { query: { id } }),
  endSessions: (id: string) => call(revokeOfficerSessions, { query: { id } }),
  deactivate: (id: string) => call(setActive, { query: { id }, body: { active: false } }),
  reactivate: (id: string) => call(setActive, { query: { id }, body: { active: true } }),
};

/** Asks once more, and does it. */
export function Sure({
  what,
  officer: { id, name },
  onDone,
  onClose,
}: {
  what: keyof typeof ACTS;
  officer: OfficerRow;
  onDone: () => void;
  onClose: () => void;
}) {
  const act = useMutation({ mutationFn: () => ACTS[what](id), onSuccess: onDone });
  return (
    <Modal
      open
      title={words.sure[what](name)}
      okText={words[what]}
      okButtonProps={{ loading: act.isPending, danger: what === 'deactivate' }}
      cancelText={common.cancel}
      onOk={() => act.mutate()}
      onCancel={onClose}
    >
      <Flex vertical gap="middle">
        <Typography.Text>{words.sure[`${what}Hint`]}</Typography.Text>
        <Problem error={act.error} special={{ 409: words.lastAdministrator }} />
      </Flex>
    </Modal>
  );
}
