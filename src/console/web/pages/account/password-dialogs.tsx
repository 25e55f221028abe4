import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Form, Modal, Typography } from 'antd';
import { auth } from '../../auth.ts';
import { PasswordAsked } from '../../parts/password-asked.tsx';
import { Problem } from '../../parts/problem.tsx';
import { granted } from '../../problem.ts';
import { SESSION, useSession } from '../../session.tsx';
import { common } from '../../words/common.ts';
import { twoFactor as words } from '../../words/two-factor.ts';

/** New backup codes in the place of the old ones. */
export function RenewCodes({
  onRenewed,
  onCancel,
}: {
  onRenewed: (codes: string[]) => void;
  onCancel: () => void;
}) {
  return (
    <PasswordDialog
      title={words.renew}
      lead={words.renewLead}
      done={words.renewDone}
      onCancel={onCancel}
      act={async (password) => {
        const { backupCodes } = await granted(auth.twoFactor.generateBackupCodes({ password }));
        onRenewed(backupCodes);
      }}
    />
  );
}

/** Takes the second factor away. */
export function DisableTwoFactor({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const isRequired = useSession().data?.twoFactorRequired;
  return (
    <PasswordDialog
      title={words.disable}
      lead={isRequired ? words.disableNotAllowed : words.disableLead}
      done={words.disableDone}
      isDanger
      onCancel={onClose}
      act={async (password) => {
        await granted(auth.twoFactor.disable({ password }));
        onClose();
        void message.success(words.disabled);
        await client.invalidateQueries({ queryKey: SESSION });
      }}
    />
  );
}

/** Asks for the present password before something is done to the account. */
function PasswordDialog({
  title,
  lead,
  done,
  isDanger = false,
  act,
  onCancel,
}: {
  title: string;
  lead: string;
  done: string;
  isDanger?: boolean;
  act: (password: string) => Promise<void>;
  onCancel: () => void;
}) {
  const [form] = Form.useForm<{ password: string }>();
  const doing = useMutation({ mutationFn: ({ password }: { password: string }) => act(password) });
  return (
    <Modal
      open
      title={title}
      okText={done}
      okButtonProps={{ danger: isDanger, loading: doing.isPending }}
      cancelText={common.cancel}
      onOk={form.submit}
      onCancel={onCancel}
    >
      <Flex vertical gap="middle">
        <Typography.Text>{lead}</Typography.Text>
        <Problem error={doing.error} />
        <Form
          name="confirm"
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(given) => doing.mutate(given)}
        >
          <PasswordAsked />
        </Form>
      </Flex>
    </Modal>
  );
}
