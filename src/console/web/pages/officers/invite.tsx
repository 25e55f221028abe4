import { useMutation } from '@tanstack/react-query';
import { Flex, Form, Input, Modal, Typography } from 'antd';
import type { z } from 'zod';
import { inviteOfficer } from '../../../contract/officers.ts';
import { call } from '../../call.ts';
import { Problem } from '../../parts/problem.tsx';
import { common } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';
import type { ShownLink } from './link-shown.tsx';
import { RoleField } from './role-field.tsx';

type Given = z.input<typeof inviteOfficer.body>;

/** Who is to come in, and as what; gives the link to hand over. */
export function Invite({
  onInvited,
  onClose,
}: {
  onInvited: (link: ShownLink) => void;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Given>();
  const invite = useMutation({
    mutationFn: (body: Given) => call(inviteOfficer, { body }),
    onSuccess: ({ link, expiresAt }, { name }) => onInvited({ name, link, expiresAt }),
  });
  return (
    <Modal
      open
      title={words.invite}
      okText={words.inviteDone}
      okButtonProps={{ loading: invite.isPending }}
      cancelText={common.cancel}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Flex vertical gap="middle">
        <Typography.Text>{words.inviteLead}</Typography.Text>
        <Problem error={invite.error} special={{ 409: words.taken }} />
        <Form
          name="invite"
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'viewer' }}
          onFinish={(given) => invite.mutate(given)}
        >
          <Form.Item
            name="name"
            label={words.name}
            rules={[{ required: true, whitespace: true, max: 200, message: words.nameNeeded }]}
          >
            <Input autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item
            name="email"
            label={words.email}
            validateTrigger="onSubmit"
            rules={[{ required: true, type: 'email', max: 254, message: words.emailNeeded }]}
          >
            <Input type="email" autoComplete="off" />
          </Form.Item>
          <RoleField />
        </Form>
      </Flex>
    </Modal>
  );
}
