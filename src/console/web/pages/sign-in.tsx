import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Typography } from 'antd';
import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { Failed, Loading } from '../parts/states.tsx';
import { Threshold } from '../parts/threshold.tsx';
import { TwoFactorSetUp } from '../parts/two-factor-set-up.tsx';
import { SESSION, useSession } from '../session.tsx';
import { useSignOut } from '../sign-out.ts';
import { common } from '../words/common.ts';
import { signIn as words } from '../words/sign-in.ts';
import { CodeStep } from './sign-in/code-step.tsx';
import { PasswordStep } from './sign-in/password-step.tsx';
import { addressAfter, pageAfter } from './sign-in/to.ts';

/**
 * Signing in: password or the city's sign-on, then a code where there is a second factor, then its
 * set-up where one is asked for. `?to=` says which page was wanted, `?error=` why the city's sign-on
 * sent the officer back.
 */
export default function SignInPage() {
  const client = useQueryClient();
  const signOut = useSignOut();
  const [params] = useSearchParams();
  const { state } = useLocation();
  const { data, error, refetch } = useSession();
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  // The set-up is over when the officer has the backup codes, not when the session says so.
  const [isSettingUp, setSettingUp] = useState(false);

  if (data === undefined) {
    return (
      <Threshold title={words.title}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />}
      </Threshold>
    );
  }
  if (data.me !== null && (data.mustEnableTwoFactor || isSettingUp)) {
    return (
      <Threshold title={words.mustSetUp}>
        <Typography.Text>{words.mustSetUpLead}</Typography.Text>
        <Typography.Text type="secondary">{words.signedInAs(data.me.name)}</Typography.Text>
        <TwoFactorSetUp onBegun={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />
        <Button type="link" style={{ alignSelf: 'start', paddingInline: 0 }} onClick={signOut}>
          {common.signOut}
        </Button>
      </Threshold>
    );
  }
  if (data.me !== null) return <Navigate to={pageAfter(params)} replace />;

  const enter = async () => {
    // What another officer saw in this browser is not for this one.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    await client.invalidateQueries({ queryKey: SESSION });
  };
  if (isCodeNeeded) {
    return (
      <Threshold title={words.codeTitle}>
        <CodeStep onSignedIn={enter} onAgain={() => setCodeNeeded(false)} />
      </Threshold>
    );
  }
  const { accepted } = (state ?? {}) as SignInState;
  const refused = params.get('error');
  return (
    <Threshold title={words.title}>
      <Typography.Text>{words.lead}</Typography.Text>
      {accepted !== undefined && <Alert type="success" showIcon title={words.accepted} />}
      {refused !== null && (
        <Alert
          type="error"
          showIcon
          title={isKnown(refused) ? words.cityProblems[refused] : words.cityProblems.other}
        />
      )}
      <PasswordStep
        email={accepted}
        city={data.cityOffered ? addressAfter(params) : undefined}
        onSignedIn={enter}
        onCodeNeeded={() => setCodeNeeded(true)}
      />
    </Threshold>
  );
}

/** What the page of a one-time link hands over to this one. */
export interface SignInState {
  /** The address of the officer who just set a password. */
  accepted?: string;
}

function isKnown(error: string): error is keyof typeof words.cityProblems {
  return Object.hasOwn(words.cityProblems, error);
}
