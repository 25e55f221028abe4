import { twoFactorClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/react';
import { AUTH_PATH } from '../contract/session.ts';

/** better-auth's own client: which calls there are, and what they answer, says the contract. */
export const auth = createAuthClient({ basePath: AUTH_PATH, plugins: [twoFactorClient()] });
