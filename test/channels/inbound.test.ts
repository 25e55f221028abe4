import { describe, expect, test } from 'vitest';
import { Inbound } from '../../src/channels/inbound.ts';

const base = { channel: 'web', person: 'p', eventId: 'e', at: new Date(0) };

describe('an inbound message', () => {
  test.each([
    { text: 'xin chào' },
    { tap: 'flow:id-vn' },
    { attachment: { kind: 'image' } },
    { signal: 'officer' },
  ])('has one content: %j', (content) => {
    expect(Inbound.parse({ ...base, ...content })).toEqual({ ...base, ...content });
  });

  test.each([
    {},
    { text: 'a', tap: 'b' },
    { tap: 'b', attachment: { kind: 'image' } },
    { text: 'a', signal: 'officer' },
    { signal: 'other' },
    { text: 'a', channel: 'Web!' },
    { text: 'a', person: '' },
    { text: 'a', eventId: 'e'.repeat(513) },
    { text: 'a', person: 'p\0' },
    { text: 'a', eventId: '\ud800' },
    { text: 'a'.repeat(10_001) },
    { text: 'a', at: '2026-11-22' },
    { attachment: { kind: 'image', url: 'https://example.vn' } },
  ])('is refused: %j', (content) => {
    expect(Inbound.safeParse({ ...base, ...content }).success).toBe(false);
  });

  test('keeps only what PostgreSQL can keep', () => {
    const parsed = Inbound.parse({ ...base, text: 'a\0b\ud83d c 😀' });
    expect(parsed.text).toBe('ab\ufffd c 😀');
  });
});
