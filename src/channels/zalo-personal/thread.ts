/** Where a message goes: to somebody, or into a group to one of its members. */
export interface Thread {
  /** Zalo's number of the person, or of the group. */
  id: string;
  /** In a group: its member. */
  member?: string;
}

const IN_GROUP = /^g:(\d+):(\d+)$/;

/**
 * As the house names the person: Zalo's number, or `g:<group>:<number>`. What somebody says in a
 * group is a conversation of its own, apart from those of others there and from their private one,
 * which the group does not get to see.
 */
export function personIn({ id, member }: Thread): string {
  return member === undefined ? id : `g:${id}:${member}`;
}

/** {@link personIn} read back. */
export function threadOf(person: string): Thread {
  const [, id, member] = IN_GROUP.exec(person) ?? [];
  return id === undefined ? { id: person } : { id, member: member! };
}
