import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Permission } from '../contract/permission.ts';
import { type Me, session } from '../contract/session.ts';
import { call } from './call.ts';
import { Failed, Loading } from './parts/states.tsx';

/** The question who is signed in; asked anew with `invalidateQueries({ queryKey: SESSION })`. */
export const SESSION = ['session'];

/** What the session is to any page, also without sign-in. */
export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: ({ signal }) => call(session, { signal }) });
}

const Signed = createContext<Me | undefined>(undefined);

/** Whoever is signed in; the pages stand under {@link RequireOfficer}, so there always is one. */
export function useMe(): Me {
  const me = useContext(Signed);
  if (me === undefined) throw new Error('useMe outside RequireOfficer');
  return me;
}

/** Whether the officer may do that; the server asks again. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}

/** Lets signed-in officers through; sends others to the sign-in page, and back afterwards. */
export function RequireOfficer({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const { data, error, refetch } = useSession();
  // Once known, who is signed in stays so while asking again fails.
  if (data === undefined) {
    return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  if (data.me === null || data.mustEnableTwoFactor) {
    return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return <Signed value={data.me}>{children}</Signed>;
}
