import { Flex, Form, Radio, Typography } from 'antd';
import { ROLES } from '../../../contract/permission.ts';
import { roles } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';

/** A role, as `role` of a form, with what each may do. */
export function RoleField() {
  return (
    <Form.Item
      name="role"
      label={words.role}
      rules={[{ required: true, message: words.roleNeeded }]}
    >
      <Radio.Group aria-label={words.role}>
        <Flex vertical gap="small">
          {ROLES.map((role) => (
            <Radio key={role} value={role}>
              {roles[role]}
              <br />
              <Typography.Text type="secondary">{words.does[role]}</Typography.Text>
            </Radio>
          ))}
        </Flex>
      </Radio.Group>
    </Form.Item>
  );
}
