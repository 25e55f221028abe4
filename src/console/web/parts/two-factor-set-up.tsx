import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, QRCode, Steps, Typography } from 'antd';
import { useState } from 'react';
import { auth } from '../auth.ts';
import { granted } from '../problem.ts';
import { SESSION } from '../session.tsx';
import { twoFactor as words } from '../words/two-factor.ts';
import { BackupCodes } from './backup-codes.tsx';
import { CodeField } from './code-field.tsx';
import { PasswordAsked } from './password-asked.tsx';
import { Problem } from './problem.tsx';
import { useCopy } from './use-copy.ts';

/** What better-auth gives to set up with: the address for the app, and the codes on paper. */
interface SetUp {
  totpURI: string;
  backupCodes: string[];
}

/**
 * Sets the second factor up: password, QR code confirmed by a first code, backup codes.
 *
 * @param props.onBegun called when the password was right
 * @param props.onDone called when the officer says that the backup codes are kept
 */
export function TwoFactorSetUp({
  onBegun,
  onDone,
  onCancel,
}: {
  onBegun?: () => void;
  onDone: () => void;
  onCancel?: () => void;
}) {
  const client = useQueryClient();
  const [isConfirmed, setConfirmed] = useState(false);
  const enable = useMutation({
    mutationFn: ({ password }: { password: string }): Promise<SetUp> =>
      granted(auth.twoFactor.enable({ password })) as Promise<SetUp>,
    onSuccess: () => onBegun?.(),
  });
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) => granted(auth.twoFactor.verifyTotp({ code })),
    onSuccess: () => {
      setConfirmed(true);
      void client.invalidateQueries({ queryKey: SESSION });
    },
  });
  const setUp = enable.data;
  const step = isConfirmed ? 2 : setUp === undefined ? 0 : 1;
  return (
    <Flex vertical gap="middle">
      <Steps
        size="small"
        current={step}
        items={words.steps.map((title) => ({ title }))}
        responsive={false}
        titlePlacement="vertical"
      />
      <Problem error={enable.error ?? confirm.error} />
      {step === 0 && (
        <Form
          name="set-up"
          key="password"
          layout="vertical"
          requiredMark={false}
          onFinish={(given) => enable.mutate(given)}
        >
          <PasswordAsked />
          <Flex gap="small">
            <Button type="primary" htmlType="submit" loading={enable.isPending}>
              {words.next}
            </Button>
            {onCancel !== undefined && <Button onClick={onCancel}>{words.cancel}</Button>}
          </Flex>
        </Form>
      )}
      {step === 1 && setUp !== undefined && (
        <>
          <Typography.Text>{words.scan}</Typography.Text>
          <AppSecret uri={setUp.totpURI} />
          <Form
            name="set-up-code"
            key="code"
            layout="vertical"
            requiredMark={false}
            onFinish={(given) => confirm.mutate(given)}
          >
            <CodeField />
            <Flex gap="small">
              <Button type="primary" htmlType="submit" loading={confirm.isPending}>
                {words.confirm}
              </Button>
              {onCancel !== undefined && <Button onClick={onCancel}>{words.cancel}</Button>}
            </Flex>
          </Form>
        </>
      )}
      {step === 2 && setUp !== undefined && (
        <BackupCodes codes={setUp.backupCodes} onKept={onDone} />
      )}
    </Flex>
  );
}

/** What the app is given: as a picture to scan, and as text in groups of four to type. */
function AppSecret({ uri }: { uri: string }) {
  const copy = useCopy();
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <Flex vertical align="center" gap="small">
      <QRCode type="svg" aria-label={words.picture} value={uri} size={240} marginSize={2} />
      <Typography.Text>{words.secret}</Typography.Text>
      <Typography.Text code style={{ textAlign: 'center', maxWidth: 240 }}>
        {secret.match(/.{1,4}/g)?.join(' ')}
      </Typography.Text>
      <Button onClick={() => copy(secret)}>{words.copySecret}</Button>
    </Flex>
  );
}
