import { Form, Input } from 'antd';
import { twoFactor as words } from '../words/two-factor.ts';

/** The present password, as `password` of a form: what protects an account asks for it again. */
export function PasswordAsked() {
  return (
    <Form.Item
      name="password"
      label={words.password}
      rules={[{ required: true, message: words.passwordNeeded }]}
    >
      <Input.Password autoComplete="current-password" autoFocus />
    </Form.Item>
  );
}
