import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { auth } from './auth.ts';

/** Ends the session and forgets everything that was fetched in it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void auth.signOut().finally(() => {
      client.clear();
      void navigate('/sign-in');
    });
  };
}
