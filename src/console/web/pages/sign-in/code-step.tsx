import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { auth } from '../../auth.ts';
import { CodeField } from '../../parts/code-field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { granted } from '../../problem.ts';
import { signIn as words } from '../../words/sign-in.ts';

/** The second step: a code of the app, or one on paper. */
export function CodeStep({
  onSignedIn,
  onAgain,
}: {
  onSignedIn: () => Promise<void>;
  onAgain: () => void;
}) {
  const [isOnPaper, setOnPaper] = useState(false);
  const verify = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      if (isOnPaper) await granted(auth.twoFactor.verifyBackupCode({ code: code.trim() }));
      else await granted(auth.twoFactor.verifyTotp({ code }));
      await onSignedIn();
    },
  });
  return (
    <Flex vertical gap="middle">
      <Problem error={verify.error} />
      <Form
        name="code"
        // Another kind of code is another field: what was typed goes, the focus comes.
        key={String(isOnPaper)}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => verify.mutate(given)}
      >
        {isOnPaper ? (
          <Form.Item
            name="code"
            label={words.backupCode}
            extra={words.backupHint}
            rules={[{ required: true, whitespace: true, message: words.backupNeeded }]}
          >
            <Input autoComplete="off" autoCapitalize="off" spellCheck={false} autoFocus />
          </Form.Item>
        ) : (
          <CodeField />
        )}
        <Button type="primary" htmlType="submit" block loading={verify.isPending}>
          {words.confirm}
        </Button>
      </Form>
      <Flex justify="space-between" wrap gap="small">
        <Button
          type="link"
          style={{ paddingInline: 0 }}
          onClick={() => {
            verify.reset();
            setOnPaper(!isOnPaper);
          }}
        >
          {isOnPaper ? words.useApp : words.useBackup}
        </Button>
        <Button type="link" style={{ paddingInline: 0 }} onClick={onAgain}>
          {words.again}
        </Button>
      </Flex>
    </Flex>
  );
}
