/**
 * Server-sent events for whoever is signed in, below `/console/api`. Each message is the name of a
 * projection that changed (`statistics`): what was fetched of it is to be fetched again. No figure
 * and nothing of a citizen travels here.
 */
export const live = { method: 'GET', path: '/live', permission: 'signed-in' } as const;

/** Those that the pages show; after a stream was lost, all of them count as changed. */
export const LIVE = ['statistics', 'conversations', 'misunderstood', 'health', 'audit'] as const;

/** How long a stream lasts; then the browser opens another, and with it signs in anew. Milliseconds. */
export const LIVE_LASTS_MS = 10 * 60_000;
