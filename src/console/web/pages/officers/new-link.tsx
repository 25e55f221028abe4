import { useMutation } from '@tanstack/react-query';
import { Checkbox, Flex, Modal, Typography } from 'antd';
import { useState } from 'react';
import { type OfficerRow, renewLink } from '../../../contract/officers.ts';
import { call } from '../../call.ts';
import { Problem } from '../../parts/problem.tsx';
import { common } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';
import type { ShownLink } from './link-shown.tsx';

/** A new link: of the invitation, or for who forgot the password or lost the device. */
export function NewLink({
  officer: { id, name, state, twoFactor },
  onMade,
  onClose,
}: {
  officer: OfficerRow;
  onMade: (link: ShownLink) => void;
  onClose: () => void;
}) {
  const [removeTwoFactor, setRemoveTwoFactor] = useState(false);
  const renew = useMutation({
    mutationFn: () => call(renewLink, { query: { id }, body: { removeTwoFactor } }),
    onSuccess: ({ link, expiresAt }) => onMade({ name, link, expiresAt }),
  });
  return (
    <Modal
      open
      title={words.newLinkTitle(name)}
      okText={words.newLinkDone}
      okButtonProps={{ loading: renew.isPending, danger: removeTwoFactor }}
      cancelText={common.cancel}
      onOk={() => renew.mutate()}
      onCancel={onClose}
    >
      <Flex vertical gap="middle">
        <Typography.Text>
          {state === 'invited' ? words.newLinkLead.invited : words.newLinkLead.active}
        </Typography.Text>
        {twoFactor && (
          <Checkbox
            checked={removeTwoFactor}
            onChange={({ target }) => setRemoveTwoFactor(target.checked)}
          >
            {words.removeTwoFactor}
          </Checkbox>
        )}
        <Problem error={renew.error} special={{ 409: words.isDeactivated }} />
      </Flex>
    </Modal>
  );
}
