/// <reference lib="dom" />

/** What the widget remembers between two visits: the conversation and the text size. */
export interface Memory {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  remove(key: string): void;
}

/**
 * A memory in `localStorage`, or only in this page where the browser forbids it: in an iframe with
 * third-party storage blocked, even touching `localStorage` throws. Then a reload starts anew, and
 * everything else works.
 *
 * @param area called at every use, because it is the access itself that may throw
 * @param prefix keeps our keys apart from those of the page we stand in
 */
export function createMemory(area: () => Storage, prefix: string): Memory {
  const held = new Map<string, string>();
  function attempt<T>(use: (storage: Storage) => T): T | undefined {
    try {
      return use(area());
    } catch {
      return undefined;
    }
  }
  return {
    read(key) {
      return held.get(key) ?? attempt((storage) => storage.getItem(prefix + key)) ?? undefined;
    },
    write(key, value) {
      held.set(key, value);
      attempt((storage) => storage.setItem(prefix + key, value));
    },
    remove(key) {
      held.delete(key);
      attempt((storage) => storage.removeItem(prefix + key));
    },
  };
}
