import { Alert, Card, Descriptions, Typography } from 'antd';
import { moment } from '../format.ts';
import { CardTitle } from '../parts/card-title.tsx';
import { Page } from '../parts/page.tsx';
import { useMe } from '../session.tsx';
import { account as words } from '../words/account.ts';
import { common, roles } from '../words/common.ts';
import { ChangePassword } from './account/change-password.tsx';
import { Sessions } from './account/sessions.tsx';
import { TwoFactor } from './account/two-factor.tsx';

/** The officer's own place: who they are, password, second factor, where they are signed in. */
export default function AccountPage() {
  const me = useMe();
  return (
    <Page title={common.account}>
      <Card title={<CardTitle>{words.about}</CardTitle>}>
        <Descriptions
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'name', label: words.name, children: me.name },
            { key: 'email', label: words.email, children: me.email },
            { key: 'role', label: words.role, children: roles[me.role] },
            { key: 'by', label: words.signedInBy, children: words.by[me.by] },
            { key: 'ends', label: words.endsAt, children: moment(me.endsAt) },
          ]}
        />
        <Typography.Text type="secondary" style={{ display: 'block', marginTop: 8 }}>
          {words.changedByAdministrator}
        </Typography.Text>
      </Card>
      {me.hasPassword ? (
        <>
          <TwoFactor />
          <Card title={<CardTitle>{words.password}</CardTitle>}>
            <ChangePassword />
          </Card>
        </>
      ) : (
        <Alert type="info" showIcon title={words.noPassword} />
      )}
      <Sessions />
    </Page>
  );
}
