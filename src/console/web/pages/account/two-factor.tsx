import { Button, Card, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { BackupCodes } from '../../parts/backup-codes.tsx';
import { CardTitle } from '../../parts/card-title.tsx';
import { TwoFactorSetUp } from '../../parts/two-factor-set-up.tsx';
import { useMe } from '../../session.tsx';
import { twoFactor as words } from '../../words/two-factor.ts';
import { DisableTwoFactor, RenewCodes } from './password-dialogs.tsx';

type Doing = 'nothing' | 'setting-up' | 'renewing' | 'disabling' | { codes: string[] };

/** The second factor: whether it is on, and what can be done about it. */
export function TwoFactor() {
  const { twoFactor } = useMe();
  const [doing, setDoing] = useState<Doing>('nothing');
  const stop = () => setDoing('nothing');
  const title = (
    <Flex gap="small" align="center">
      <CardTitle>{words.title}</CardTitle>
      <Tag color={twoFactor ? 'green' : 'default'}>{twoFactor ? words.on : words.off}</Tag>
    </Flex>
  );
  if (doing === 'setting-up') {
    return (
      <Card title={title}>
        <div style={{ maxWidth: 440 }}>
          <TwoFactorSetUp onDone={stop} onCancel={stop} />
        </div>
      </Card>
    );
  }
  if (typeof doing === 'object') {
    return (
      <Card title={title}>
        <div style={{ maxWidth: 440 }}>
          <BackupCodes codes={doing.codes} onKept={stop} />
        </div>
      </Card>
    );
  }
  return (
    <Card title={title}>
      <Flex vertical gap="middle" align="start">
        <Typography.Text style={{ maxWidth: 720 }}>{words.lead}</Typography.Text>
        {twoFactor ? (
          <Flex gap="small" wrap>
            <Button onClick={() => setDoing('renewing')}>{words.renew}</Button>
            <Button danger onClick={() => setDoing('disabling')}>
              {words.disable}
            </Button>
          </Flex>
        ) : (
          <Button type="primary" onClick={() => setDoing('setting-up')}>
            {words.begin}
          </Button>
        )}
      </Flex>
      {doing === 'renewing' && (
        <RenewCodes onRenewed={(codes) => setDoing({ codes })} onCancel={stop} />
      )}
      {doing === 'disabling' && <DisableTwoFactor onClose={stop} />}
    </Card>
  );
}
