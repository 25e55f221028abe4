import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Form, Input } from 'antd';
import { auth } from '../../auth.ts';
import { NewPassword } from '../../parts/new-password.tsx';
import { Problem } from '../../parts/problem.tsx';
import { granted } from '../../problem.ts';
import { useMe } from '../../session.tsx';
import { account as words } from '../../words/account.ts';
import { MY_SESSIONS } from './keys.ts';

/** Another password; all other sessions end with it. */
export function ChangePassword() {
  const { email } = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const change = useMutation({
    mutationFn: ({ current, password }: { current: string; password: string }) =>
      granted(auth.changePassword({ currentPassword: current, newPassword: password })),
    onSuccess() {
      form.resetFields();
      void message.success(words.passwordChanged);
      void client.invalidateQueries({ queryKey: MY_SESSIONS });
    },
  });
  return (
    <Flex vertical gap="middle" style={{ maxWidth: 440 }}>
      <Problem error={change.error} />
      <Form
        name="change-password"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => change.mutate(given)}
      >
        {/* Which account it is, for the browser's password store. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <Form.Item
          name="current"
          label={words.currentPassword}
          rules={[{ required: true, message: words.currentPasswordNeeded }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.changePassword}
        </Button>
      </Form>
    </Flex>
  );
}
