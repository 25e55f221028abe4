/**
 * Where to go after signing in: the page that was asked for (`?to=/conversations?q=…`), as long as it
 * is one of ours. What a browser would take for another site, and the sign-in page itself, is not.
 */
export function pageAfter(params: URLSearchParams): string {
  const to = params.get('to') ?? '/';
  if (!/^\/(?![/\\])/.test(to) || /[\\\p{Cc}]/u.test(to)) return '/';
  return /^\/(sign-in|invitation)\b/.test(to) ? '/' : to;
}

/** The same as the address that the city's sign-on comes back to; the server takes plain ones only. */
export function addressAfter(params: URLSearchParams): string {
  const address = `/console${pageAfter(params)}`;
  return /^[A-Za-z0-9/_.~-]*(\?[A-Za-z0-9/_.~=&%+-]*)?$/.test(address) ? address : '/console';
}
