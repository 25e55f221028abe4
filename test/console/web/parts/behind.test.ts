import { expect, test } from 'vitest';
import { ConversationFilter } from '../../../../src/console/contract/conversations.ts';
import { MisunderstoodFilter } from '../../../../src/console/contract/misunderstood.ts';
import { MEASURES, NO_SOURCE } from '../../../../src/console/contract/statistics.ts';
import {
  conversationsBehind,
  misunderstoodBehind,
} from '../../../../src/console/web/parts/behind.ts';

const SPAN = { start: '2026-10-01', end: '2026-12-31' };

/** What the address asks the search for, read as the server reads it; nothing else may be in it. */
function searchOf(address: string) {
  const { pathname, searchParams } = new URL(address, 'http://console.test');
  expect(pathname).toBe('/conversations');
  return ConversationFilter.strict().parse(Object.fromEntries(searchParams));
}

test.each(MEASURES)('the address behind %s is one that the search understands', (measure) => {
  for (const key of [undefined, 'some-key']) {
    expect(searchOf(conversationsBehind(measure, SPAN, {}, key))).toEqual({
      measure,
      ...(key && { key }),
      from: SPAN.start,
      to: SPAN.end,
    });
  }
});

const FILTERS = { channels: 'zalo,web', source: NO_SOURCE };

test('the filters of the page go along', () => {
  expect(searchOf(conversationsBehind('not-understood', SPAN, FILTERS))).toMatchObject({
    channel: 'zalo,web',
    source: '-',
  });
  const { pathname, searchParams } = new URL(
    misunderstoodBehind(SPAN, FILTERS),
    'http://console.test',
  );
  expect(pathname).toBe('/misunderstood');
  expect(MisunderstoodFilter.strict().parse(Object.fromEntries(searchParams))).toEqual({
    channel: 'zalo,web',
    source: '-',
    from: SPAN.start,
    to: SPAN.end,
  });
});
