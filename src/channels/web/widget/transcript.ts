import { type Activity, isOwn } from './activity.ts';
import { type Entry, type EntryState, entryOf } from './entry.ts';

/** The screen's side of a {@link Transcript}. */
export interface TranscriptListener {
  added(entry: Entry): void;
  /** Only the state of an own message ever changes. */
  changed(entry: Entry): void;
  cleared(): void;
}

/** The messages on the screen, in order, each once. */
export interface Transcript {
  /** Takes in what the server sent. Said twice, it is shown once. */
  receive(activities: readonly Activity[]): void;
  /** Shows a message of the person before the server has it. Gives back what to post. */
  say(activity: Activity): Activity;
  /** Records how posting it went. What came back from the server has arrived, whatever the post said. */
  settle(key: string, state: EntryState): void;
  /** What to post again, unchanged: the same id lets the server see that it is the same message. */
  again(key: string): Activity | undefined;
  /** Takes everything off the screen but what the server does not have. */
  clear(): void;
}

/** A transcript that reports to the screen. `nextId` names the person's messages, uniquely. */
export function createTranscript(listener: TranscriptListener, nextId: () => string): Transcript {
  const entries = new Map<string, Entry>();
  const posted = new Map<string, Activity>();

  function set(entry: Entry, state: EntryState): void {
    if (entry.state === state) return;
    entry.state = state;
    listener.changed(entry);
  }

  return {
    receive(activities) {
      for (const activity of activities) {
        const entry = entryOf(activity);
        if (entry === undefined) continue;
        const known = entries.get(entry.key);
        if (known === undefined) {
          entries.set(entry.key, entry);
          listener.added(entry);
        } else if (isOwn(activity)) {
          posted.delete(entry.key);
          set(known, 'sent');
        }
      }
    },
    say(activity) {
      const key = nextId();
      const channelData = { ...activity.channelData, clientActivityId: key };
      const message = { ...activity, channelData };
      const entry = entryOf(message);
      if (entry !== undefined) {
        entry.state = 'sending';
        entries.set(key, entry);
        posted.set(key, message);
        listener.added(entry);
      }
      return message;
    },
    settle(key, state) {
      const entry = entries.get(key);
      if (entry === undefined || !posted.has(key)) return;
      if (state === 'sent') posted.delete(key);
      set(entry, state);
    },
    again: (key) => posted.get(key),
    clear() {
      const unsent = [...posted.keys()].map((key) => entries.get(key)!);
      entries.clear();
      listener.cleared();
      for (const entry of unsent) {
        entries.set(entry.key, entry);
        listener.added(entry);
      }
    },
  };
}
