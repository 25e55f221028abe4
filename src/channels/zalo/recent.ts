/** The last so many names, for looking up; the oldest give way. */
export interface Recent {
  add(name: string): void;
  has(name: string): boolean;
}

export function recent(max: number): Recent {
  const names = new Set<string>();
  return {
    add(name) {
      names.add(name);
      if (names.size > max) names.delete(names.values().next().value!);
    },
    has: (name) => names.has(name),
  };
}
