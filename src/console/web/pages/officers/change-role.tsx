import { useMutation } from '@tanstack/react-query';
import { Alert, Flex, Form, Modal } from 'antd';
import { changeRole, type OfficerRow } from '../../../contract/officers.ts';
import type { Role } from '../../../contract/permission.ts';
import { call } from '../../call.ts';
import { Problem } from '../../parts/problem.tsx';
import { useMe } from '../../session.tsx';
import { common } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';
import { RoleField } from './role-field.tsx';

/** Another role; it counts from the officer's next request on. */
export function ChangeRole({
  officer: { id, name, role },
  onDone,
  onClose,
}: {
  officer: OfficerRow;
  onDone: () => void;
  onClose: () => void;
}) {
  const me = useMe();
  const [form] = Form.useForm<{ role: Role }>();
  const change = useMutation({
    mutationFn: (body: { role: Role }) => call(changeRole, { query: { id }, body }),
    onSuccess: onDone,
  });
  return (
    <Modal
      open
      title={words.changeRoleTitle(name)}
      okText={common.save}
      okButtonProps={{ loading: change.isPending }}
      cancelText={common.cancel}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Flex vertical gap="middle">
        {id === me.id && <Alert type="warning" showIcon title={words.changeRoleOwn} />}
        <Problem error={change.error} special={{ 409: words.lastAdministrator }} />
        <Form
          name="change-role"
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role }}
          onFinish={(given) => change.mutate(given)}
        >
          <RoleField />
        </Form>
      </Flex>
    </Modal>
  );
}
