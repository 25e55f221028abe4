import { describe, expect, test } from 'vitest';
import { ConversationFilter } from '../../../../src/console/contract/conversations.ts';
import { MEASURES, NO_SOURCE } from '../../../../src/console/contract/statistics.ts';
import { conversationsBehind } from '../../../../src/console/web/parts/behind.ts';

const SPAN = { start: '2026-10-01', end: '2026-12-31' };

/** What the address asks the search for, read as the server reads it; nothing else may be in it. */
function searchOf(address: string | undefined) {
  if (address === undefined) return undefined;
  const { pathname, searchParams } = new URL(address, 'http://console.test');
  expect(pathname).toBe('/conversations');
  return ConversationFilter.strict().parse(Object.fromEntries(searchParams));
}

describe('every address is one that the search understands', () => {
  for (const measure of MEASURES) {
    test(measure, () => {
      for (const key of [undefined, 'some-key']) {
        const search = searchOf(conversationsBehind(measure, SPAN, {}, key));
        if (search !== undefined) {
          expect(search).toMatchObject({ from: SPAN.start, to: SPAN.end });
        }
      }
    });
  }
});

test('the filters of the page go along', () => {
  const address = conversationsBehind('not-understood', SPAN, {
    channels: 'zalo,web',
    source: NO_SOURCE,
  });
  expect(searchOf(address)).toEqual({
    misunderstood: true,
    channel: 'zalo,web',
    source: '-',
    from: SPAN.start,
    to: SPAN.end,
  });
});

test('a key is asked for where the search can find it', () => {
  const search = (...[measure, key]: [Parameters<typeof conversationsBehind>[0], string?]) =>
    searchOf(conversationsBehind(measure, SPAN, {}, key));
  expect(search('decisions', 'id-vn:not-eligible.over-23')).toMatchObject({
    outcome: 'id-vn:not-eligible.over-23',
  });
  expect(search('decisions')).toMatchObject({ ending: 'decided' });
  expect(search('links-opened')).toMatchObject({ linkOpened: '*' });
  expect(search('steps', 'id-vn/citizen=yes')).toMatchObject({ passed: 'id-vn/citizen=yes' });
  expect(search('runs-offered', 'biz-vn')).toMatchObject({ flow: 'biz-vn', linkOffered: '*' });
});

test('there is no address where a search would find others too', () => {
  expect(conversationsBehind('steps-left', SPAN, {}, 'id-vn/citizen')).toBeUndefined();
  expect(conversationsBehind('answers-failed', SPAN, {}, 'id-vn-how')).toBeUndefined();
  expect(conversationsBehind('questions', SPAN, {})).toBeUndefined();
});
