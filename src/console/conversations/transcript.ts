import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import type { Ending } from '../../engine/event.ts';
import { NOTHING_UNDERSTOOD, type Understood } from '../../engine/understood.ts';
import type { MessageSeen } from '../contract/conversations.ts';
import { shownError } from '../health/failures.ts';
import { dayIn } from './day.ts';
import { type Decided, decisionSeen } from './decision.ts';
import { hide, hideParts } from './hide.ts';
import { type Button, understoodSeen } from './understood.ts';

/** A message as it is on record. */
export interface StoredMessage {
  seq: number;
  direction: 'in' | 'out';
  text: string;
  parts: { buttons?: Button[]; link?: StoredLink } | null;
  understood: Understood | null;
  ending: Ending | null;
  at: Date;
  status: NonNullable<MessageSeen['delivery']>['status'] | null;
  attempts: number | null;
  error: string | null;
  sent_at: Date | null;
}

interface StoredLink {
  name: string;
  label: string;
  host: string;
  url: string;
}

/** What a turn decided, with when it was; see {@link decisionsByTurn}. */
interface TurnDecisions {
  at: number;
  decisions: Decided[];
}

/** Messages of one answer; a conversation of a flood comes in several. */
export const TRANSCRIPT_PAGE = 500;

const MESSAGES = `
SELECT m.seq, m.direction, m.text, m.parts, m.understood, m.ending, m.at,
       o.status, o.attempts, o.error, o.sent_at
  FROM message m
  LEFT JOIN outbox o ON o.conversation_id = m.conversation_id AND o.seq = m.seq
 WHERE m.conversation_id = $1 AND m.seq > $2
 ORDER BY m.seq LIMIT $3`;

/** What the person wrote before: a reply of this page may repeat it. */
const EARLIER = `
SELECT text, at FROM message WHERE conversation_id = $1 AND seq <= $2 AND direction = 'in'`;

/**
 * Messages of a conversation after a number, as officers read them: what may be personal is hidden,
 * also where a reply repeats it. `next`: the number after which there are more.
 */
export async function transcript(
  pool: Pool,
  bot: Bot,
  conversation: string,
  after: number,
): Promise<{ messages: MessageSeen[]; next: number | null }> {
  const { rows } = await pool.query<StoredMessage>(MESSAGES, [
    conversation,
    after,
    TRANSCRIPT_PAGE + 1,
  ]);
  const turns = await decisionsByTurn(pool, conversation);
  const links = await pool.query<{ token: string; opened_at: Date | null }>(
    'SELECT token, opened_at FROM tracked_link WHERE conversation_id = $1',
    [conversation],
  );
  const openings = new Map(links.rows.map(({ token, opened_at }) => [token, opened_at]));
  const stored = rows.slice(0, TRANSCRIPT_PAGE);
  const earlier = await pool.query<{ text: string; at: Date }>(EARLIER, [conversation, after]);
  const hidden = earlier.rows.flatMap(({ text, at }) => hide(text, dayIn(at)).parts);
  let offered: readonly Button[] = [];
  const messages = stored.map((message, i): MessageSeen => {
    const { seq, direction, at } = message;
    const base = { seq, direction, at: at.toISOString(), ending: message.ending };
    if (direction === 'out') {
      offered = message.parts?.buttons ?? [];
      return { ...base, ...replySeen(message, hidden, openings) };
    }
    const on = dayIn(at);
    const { text, masked, parts } = hide(message.text, on);
    hidden.push(...parts);
    const understood = understoodSeen(message.understood ?? NOTHING_UNDERSTOOD, offered, {
      bot,
      on,
      revealed: false,
    });
    // Of the last one of a page the first of the next.
    const reply = rows[i + 1];
    const replies = repliesAfter(rows, i);
    const turn = reply?.direction === 'out' ? takeTurn(turns, reply.at) : undefined;
    return {
      ...base,
      text,
      masked: masked || understood.readings.some((reading) => reading.masked),
      buttons: [],
      link: null,
      understood,
      decisions: (turn?.decisions ?? []).map((decided) => decisionSeen(bot, decided, replies)),
      delivery: null,
    };
  });
  return { messages, next: rows.length > TRANSCRIPT_PAGE ? messages.at(-1)!.seq : null };
}

/** What was said in the turn that a message began. */
function repliesAfter(rows: readonly StoredMessage[], index: number): string[] {
  const next = rows.findIndex(({ direction }, i) => i > index && direction === 'in');
  return rows.slice(index + 1, next === -1 ? undefined : next).map(({ text }) => text);
}

function replySeen(
  { text, parts, at, status, attempts, error, sent_at }: StoredMessage,
  hidden: readonly string[],
  openings: ReadonlyMap<string, Date | null>,
): Omit<MessageSeen, 'seq' | 'direction' | 'at' | 'ending'> {
  const { link } = parts ?? {};
  const token = link?.url.split('/').at(-1) ?? '';
  return {
    text: hideParts(text, hidden),
    masked: false,
    // Of two days that were meant, the buttons name both.
    buttons: (parts?.buttons ?? []).map(({ label }) => hide(label, dayIn(at)).text),
    link:
      link === undefined
        ? null
        : {
            name: link.name,
            label: link.label,
            host: link.host,
            openedAt: openings.get(token)?.toISOString() ?? null,
          },
    understood: null,
    decisions: [],
    delivery:
      status === null
        ? null
        : {
            status,
            attempts: attempts ?? 0,
            sentAt: sent_at?.toISOString() ?? null,
            error: error === null ? null : shownError(error, at),
          },
  };
}

/**
 * The rules' decisions, turn by turn. A turn's events begin with one of type `message` and carry the
 * time of its replies, which is how turn and message find each other.
 */
async function decisionsByTurn(pool: Pool, conversation: string): Promise<TurnDecisions[]> {
  const { rows } = await pool.query<{
    type: string;
    at: Date;
    flow: string;
    rule: string;
    outcome: string;
    reason: string | null;
  }>(
    `SELECT type, at, flow, rule, outcome, reason FROM event
      WHERE conversation_id = $1 AND type IN ('message', 'decided') ORDER BY id`,
    [conversation],
  );
  const turns: TurnDecisions[] = [];
  for (const { type, at, flow, rule, outcome, reason } of rows) {
    const last = turns.at(-1);
    const turn =
      type === 'message' || last?.at !== at.getTime() ? { at: at.getTime(), decisions: [] } : last;
    if (turn !== last) turns.push(turn);
    if (type !== 'decided') continue;
    turn.decisions.push({ flow, rule, outcome, reason });
  }
  return turns;
}

/** The first turn of that moment that no message has yet. */
function takeTurn(turns: TurnDecisions[], at: Date): TurnDecisions | undefined {
  const index = turns.findIndex((turn) => turn.at === at.getTime());
  return index === -1 ? undefined : turns.splice(index, 1)[0];
}
