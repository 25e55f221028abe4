import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Typography } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router';
import type { z } from 'zod';
import { acceptInvitation, invitation } from '../../contract/session.ts';
import { auth } from '../auth.ts';
import { CallError, call } from '../call.ts';
import { moment } from '../format.ts';
import { NewPassword } from '../parts/new-password.tsx';
import { Problem } from '../parts/problem.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { Threshold } from '../parts/threshold.tsx';
import { roles } from '../words/common.ts';
import { invitation as words } from '../words/invitation.ts';
import type { SignInState } from './sign-in.tsx';

/**
 * The page of a one-time link, `/console/invitation#<token>`: name and password. The token stays
 * behind the "#", where no server and no log of one sees it, until it is sent in a body.
 */
export default function InvitationPage() {
  const token = useLocation().hash.slice(1);
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call(invitation, { body: { token }, signal }),
    // Once it is used it is void, and the form must not say so under the officer's hands.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (data !== undefined) return <Accept token={token} {...data} />;
  const status = error instanceof CallError ? error.status : undefined;
  if (status === 404) return <Refused title={words.void} hint={words.voidHint} />;
  if (status === 422) return <Refused title={words.broken} hint={words.brokenHint} />;
  return (
    <Threshold title={words.title.invitation}>
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />}
    </Threshold>
  );
}

function Accept({
  token,
  kind,
  email,
  name,
  role,
  expiresAt,
}: z.infer<typeof invitation.answer> & { token: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: (given: { name: string; password: string }) =>
      call(acceptInvitation, { body: { token, name: given.name, password: given.password } }),
    async onSuccess(accepted) {
      // Whoever was signed in in this browser is not the one who goes on.
      await auth.signOut().catch(() => undefined);
      client.clear();
      const state: SignInState = { accepted: accepted.email };
      await navigate('/sign-in', { replace: true, state });
    },
  });
  const status = accept.error instanceof CallError ? accept.error.status : undefined;
  if (status === 404) return <Refused title={words.void} hint={words.voidHint} />;
  return (
    <Threshold title={words.title[kind]}>
      <Typography.Text>{words.lead[kind](roles[role].toLowerCase())}</Typography.Text>
      <Typography.Text type="secondary">{words.until(moment(expiresAt))}</Typography.Text>
      <Problem error={accept.error} />
      <Form
        name="invitation"
        layout="vertical"
        requiredMark={false}
        // Whoever was added by command has no name yet but the address.
        initialValues={{ email, name: name === email ? '' : name }}
        onFinish={(given) => accept.mutate(given)}
      >
        <Form.Item name="email" label={words.email}>
          <Input type="email" autoComplete="username" readOnly />
        </Form.Item>
        <Form.Item
          name="name"
          label={words.name}
          rules={[{ required: true, whitespace: true, max: 200, message: words.nameNeeded }]}
        >
          <Input autoComplete="name" />
        </Form.Item>
        <NewPassword />
        <Button type="primary" htmlType="submit" block loading={accept.isPending}>
          {words.submit}
        </Button>
      </Form>
    </Threshold>
  );
}

function Refused({ title, hint }: { title: string; hint: string }) {
  return (
    <Threshold title={title}>
      <Typography.Text>{hint}</Typography.Text>
      <Link to="/sign-in">{words.toSignIn}</Link>
    </Threshold>
  );
}
