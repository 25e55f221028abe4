import { Form, Input } from 'antd';
import { signIn as words } from '../words/sign-in.ts';

/** The six digits of an authenticator app, as `code` of a form; spaces between them do not matter. */
export function CodeField() {
  return (
    <Form.Item
      name="code"
      label={words.code}
      extra={words.codeHint}
      normalize={(typed: string) => typed.replace(/\s/g, '')}
      validateTrigger="onSubmit"
      rules={[{ required: true, pattern: /^\d{6}$/, message: words.codeNeeded }]}
    >
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={12} autoFocus />
    </Form.Item>
  );
}
