import { useMutation } from '@tanstack/react-query';
import { Button, Divider, Flex, Form, Input, Typography } from 'antd';
import { CITY } from '../../../contract/session.ts';
import { auth } from '../../auth.ts';
import { Problem } from '../../parts/problem.tsx';
import { granted } from '../../problem.ts';
import { signIn as words } from '../../words/sign-in.ts';

/** E-mail and password, or the city's sign-on where there is one. */
export function PasswordStep({
  email,
  city,
  onSignedIn,
  onCodeNeeded,
}: {
  /** What stands in the field already. */
  email: string | undefined;
  /** Where the city's sign-on comes back to; absent: it is not offered. */
  city: string | undefined;
  onSignedIn: () => Promise<void>;
  onCodeNeeded: () => void;
}) {
  const byPassword = useMutation({
    mutationFn: async (given: { email: string; password: string }) => {
      const answer = await granted(auth.signIn.email(given));
      if ('twoFactorRedirect' in answer && answer.twoFactorRedirect) return onCodeNeeded();
      await onSignedIn();
    },
  });
  const byCity = useMutation({
    mutationFn: (callbackURL: string) =>
      granted(
        auth.signIn.social({ provider: CITY, callbackURL, errorCallbackURL: '/console/sign-in' }),
      ),
  });
  return (
    <Flex vertical gap="middle">
      <Problem error={byPassword.error ?? byCity.error} />
      <Form
        name="sign-in"
        layout="vertical"
        requiredMark={false}
        initialValues={{ email }}
        onFinish={(given) => {
          byCity.reset();
          byPassword.mutate(given);
        }}
      >
        <Form.Item
          name="email"
          label={words.email}
          rules={[{ required: true, type: 'email', message: words.emailNeeded }]}
          validateTrigger="onSubmit"
        >
          <Input type="email" autoComplete="username" autoFocus={email === undefined} />
        </Form.Item>
        <Form.Item
          name="password"
          label={words.password}
          rules={[{ required: true, message: words.passwordNeeded }]}
        >
          <Input.Password autoComplete="current-password" autoFocus={email !== undefined} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={byPassword.isPending}>
          {words.submit}
        </Button>
      </Form>
      {city !== undefined && (
        <div>
          <Divider plain style={{ marginTop: 0 }}>
            {words.or}
          </Divider>
          <Button
            block
            loading={byCity.isPending}
            onClick={() => {
              byPassword.reset();
              byCity.mutate(city);
            }}
          >
            {words.city}
          </Button>
        </div>
      )}
      <Typography.Text type="secondary">{words.forgotten}</Typography.Text>
    </Flex>
  );
}
