import { Form, Input } from 'antd';
import { PASSWORD_LENGTH } from '../../contract/session.ts';
import { password as words } from '../words/password.ts';
import { problems } from '../words/problems.ts';

const { min, max } = PASSWORD_LENGTH;

/** The two fields of a new password, `password` and `again`, inside a form. */
export function NewPassword() {
  return (
    <>
      <Form.Item
        name="password"
        label={words.fresh}
        extra={words.rule(min)}
        rules={[
          { required: true, min, message: problems.passwordTooShort(min) },
          { max, message: problems.passwordTooLong(max) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={words.again}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            required: true,
            validator: (_, value) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(words.differs)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
