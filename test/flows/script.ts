/** One turn as it stands in a conversation file: what the person does, and what must come back. */
export interface ScriptTurn {
  /** Line of the person's words in the file, from 1. */
  line: number;
  /** The clock: noon of this day, Asia/Ho_Chi_Minh. */
  now: Date;
  person: { text: string } | { label: string } | { payload: string };
  /** Parts that must occur in the replies, in this order; `…` stands for anything. */
  says: string[];
  saysNot: string[];
  /** Labels under the last message. */
  buttons?: string[];
  /** Hosts of the links offered. */
  links: string[];
  /** `rule outcome`, or `rule outcome reason`, of the decisions made. */
  decided: string[];
  /** Other events that must be among those of the turn: `handover-asked person-asked`. */
  events: string[];
  ending?: string;
}

export interface Script {
  title: string;
  turns: ScriptTurn[];
}

const LINE =
  /^(Ngày|Người|Người bấm|Người bấm nút cũ|Trợ lý|Trợ lý không nói|Nút|Liên kết|Kết quả|Ghi nhận|Kết thúc lượt): (.+)$/;

/**
 * Reads a conversation file; the format stands at the head of `conversations.test.ts`. Throws with
 * `file:line` at the first line that is none of its kinds, so that no expectation is ever skipped.
 */
export function parseScripts(file: string, text: string): Script[] {
  const scripts: Script[] = [];
  let now: Date | undefined;
  for (const [i, raw] of text.normalize('NFC').split('\n').entries()) {
    const line = raw.trim();
    const wrong = (what: string) => new Error(`${file}:${i + 1}: ${what}: ${line}`);
    if (line === '' || line.startsWith('>') || line.startsWith('# ')) continue;
    if (line.startsWith('## ')) {
      scripts.push({ title: line.slice(3), turns: [] });
      now = undefined;
      continue;
    }
    const [, kind, said] = LINE.exec(line) ?? [];
    const script = scripts.at(-1);
    if (kind === undefined || said === undefined) throw wrong('not a line of a conversation');
    if (script === undefined) throw wrong('no "## title" before it');
    if (kind === 'Ngày') {
      now = noonOf(said);
      continue;
    }
    if (kind.startsWith('Người')) {
      if (now === undefined) throw wrong('no "Ngày:" before it');
      script.turns.push({
        line: i + 1,
        now,
        person:
          kind === 'Người'
            ? { text: said }
            : kind === 'Người bấm'
              ? { label: said }
              : { payload: said },
        says: [],
        saysNot: [],
        links: [],
        decided: [],
        events: [],
      });
      continue;
    }
    const turn = script.turns.at(-1);
    if (turn === undefined) throw wrong('nobody has said anything yet');
    if (kind === 'Trợ lý') turn.says.push(said);
    else if (kind === 'Trợ lý không nói') turn.saysNot.push(said);
    else if (kind === 'Nút') turn.buttons = said === 'không có' ? [] : said.split(' | ');
    else if (kind === 'Liên kết') turn.links.push(said);
    else if (kind === 'Kết quả') turn.decided.push(said);
    else if (kind === 'Ghi nhận') turn.events.push(said);
    else turn.ending = said;
  }
  return scripts;
}

function noonOf(day: string): Date {
  const [d, m, y] = day.split('/');
  const date = new Date(`${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}T12:00:00+07:00`);
  if (Number.isNaN(date.getTime())) throw new Error(`"${day}" is no day; write 22/11/2026`);
  return date;
}
