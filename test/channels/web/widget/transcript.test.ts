import { beforeEach, describe, expect, test } from 'vitest';
import type { Activity } from '../../../../src/channels/web/widget/activity.ts';
import {
  createTranscript,
  type Transcript,
} from '../../../../src/channels/web/widget/transcript.ts';

let seen: string[];
let transcript: Transcript;

beforeEach(() => {
  seen = [];
  let count = 0;
  transcript = createTranscript(
    {
      added: ({ key, state }) => seen.push(`+${key} ${state}`),
      changed: ({ key, state }) => seen.push(`${key} ${state}`),
      cleared: () => seen.push('cleared'),
    },
    () => `own${++count}`,
  );
});

const echo = (activity: Activity): Activity => ({
  ...activity,
  id: 'c|9',
  from: { id: 'dl_1', role: 'user' },
});

describe('a transcript', () => {
  test('shows each activity once, however often it comes', () => {
    const activity = { type: 'message', id: 'c|0', text: 'Chào bạn' };
    transcript.receive([activity]);
    transcript.receive([activity, { ...activity, id: 'c|1' }]);
    expect(seen).toEqual(['+c|0 sent', '+c|1 sent']);
  });

  test('shows an own message at once, and knows it again when it comes back', () => {
    const posted = transcript.say({ type: 'message', text: 'xin chào' });
    expect(posted.channelData).toEqual({ clientActivityId: 'own1' });
    transcript.receive([echo(posted)]);
    transcript.settle('own1', 'sent');
    expect(seen).toEqual(['+own1 sending', 'own1 sent']);
  });

  test('what came back has arrived, even if posting it seemed to fail', () => {
    const posted = transcript.say({ type: 'message', text: 'xin chào' });
    transcript.receive([echo(posted)]);
    transcript.settle('own1', 'failed');
    expect(seen).toEqual(['+own1 sending', 'own1 sent']);
    expect(transcript.again('own1')).toBeUndefined();
  });

  test('what failed can be sent again, as the same message', () => {
    const posted = transcript.say({ type: 'message', text: 'xin chào' });
    transcript.settle('own1', 'failed');
    expect(transcript.again('own1')).toBe(posted);
    transcript.settle('own1', 'sending');
    transcript.settle('own1', 'sent');
    expect(seen).toEqual(['+own1 sending', 'own1 failed', 'own1 sending', 'own1 sent']);
    expect(transcript.again('own1')).toBeUndefined();
  });

  test('a new conversation clears all but what was not sent', () => {
    transcript.receive([{ type: 'message', id: 'c|0', text: 'Chào bạn' }]);
    transcript.say({ type: 'message', text: 'xin chào' });
    transcript.settle('own1', 'failed');
    seen.length = 0;
    transcript.clear();
    expect(seen).toEqual(['cleared', '+own1 failed']);
    expect(transcript.again('own1')).toBeDefined();
  });
});
