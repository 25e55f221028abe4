/**
 * Who a conversation is with. Someone who is not logged in to Zalo has an id for one conversation
 * only, and is answered by both.
 */
export type ZaloPerson = { userId: string } | { anonymousId: string; conversationId: string };

const ANONYMOUS = /^anonymous:([^:]+):(.+)$/;

/** As the house names the person: the user's id, or `anonymous:<id>:<conversation>`. */
export function personName(person: ZaloPerson): string {
  if ('userId' in person) return person.userId;
  return `anonymous:${person.anonymousId}:${person.conversationId}`;
}

/** {@link personName} read back. */
export function personNamed(name: string): ZaloPerson {
  const [, anonymousId, conversationId] = ANONYMOUS.exec(name) ?? [];
  if (anonymousId === undefined) return { userId: name };
  return { anonymousId, conversationId: conversationId! };
}
