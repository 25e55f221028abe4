/**
 * Plays the conversations beside this file, one file for every flow, and fails when a step, a
 * choice or an outcome of a flow is visited by none of its own.
 *
 * The format, for officers:
 *
 * - `# …` the file's title, `## …` the title of a conversation, `> …` a remark.
 * - `Ngày: 22/11/2026` the day (at noon); a further one moves the clock in mid-conversation.
 * - `Người: kiểm tra id.vn` what the person types. `Người bấm: Có` presses a button by its label: the
 *   one shown last, in this or an older message. `Người bấm nút cũ: a:flow/step=value` presses a
 *   button that an older version of the flows had shown.
 * - `Trợ lý: …phần câu phải có…` must be said in that turn, in this order; `…` stands for anything.
 *   `Trợ lý không nói: …` must not be.
 * - `Nút: Có | Không` exactly these buttons stand under the last message (`không có`: none).
 * - `Liên kết: hiendienonline.tenmien.vn` a link to that host is offered. A turn that offers one
 *   without this line fails.
 * - `Kết quả: id-vn not-eligible under-18` the rule, its outcome and its reason. A turn that decides
 *   without this line fails.
 * - `Ghi nhận: handover-asked person-asked` an event of the outreach statistics.
 * - `Kết thúc lượt: asked` how the turn ended, of the closed list.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { loadBot } from '../../src/load.ts';
import { mismatches, type Played, play } from './play.ts';
import { parseScripts, type Script } from './script.ts';
import { SHADOWED, toVisit, visited } from './visited.ts';

const loaded = loadBot();
const { bot } = loaded;
const assistant = createAssistant(loaded);
const scripts = new Map(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const text = readFileSync(new URL(name, import.meta.url), 'utf8');
      return [name.replace(/\.md$/, ''), parseScripts(name, text)] as const;
    }),
);

const results = new Map<Script, Played[]>();

/** Plays a conversation once, however many tests look at it. */
function played(script: Script): Played[] {
  const known = results.get(script) ?? play(assistant, script);
  results.set(script, known);
  return known;
}

test('every flow has its conversations, and every conversation file its flow', () => {
  expect([...scripts.keys()].sort()).toEqual([...bot.flows.keys()].sort());
});

describe.each([...scripts])('%s', (name, conversations) => {
  test.each(conversations.map((script) => [script.title, script] as const))('%s', (_, script) => {
    const wrong = played(script).flatMap((one) => {
      const found = mismatches(one);
      const said = one.response.replies.map(({ text }) => text).join('\n~\n');
      return found.map((what) => `${name}.md:${one.turn.line} ${what}\n--- said:\n${said}`);
    });
    expect(wrong.join('\n\n')).toBe('');
  });

  test('visits every step, choice and outcome of the flow', () => {
    const flow = bot.flows.get(name)!;
    const found = visited(bot, conversations.map(played));
    const missed = toVisit(flow).filter((place) => !found.has(place) && !(place in SHADOWED));
    expect(missed).toEqual([]);
  });
});

test.each(Object.entries(SHADOWED))('%s stays behind %s, with the same words', (later, first) => {
  const target = (place: string) => {
    const [flow = '', step = '', outcome = ''] = place.split(/[/:]/);
    const decide = bot.flows.get(flow)?.steps.get(step);
    return decide?.kind === 'decide' ? decide.outcomes[outcome] : undefined;
  };
  expect(target(later)).toBeDefined();
  expect(target(later)).toBe(target(first));
  const all = [...scripts.values()].flat().map(played);
  expect(visited(bot, all)).toContain(first);
  expect(visited(bot, all)).not.toContain(later);
});
