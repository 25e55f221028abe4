import type { Measure } from './measure.ts';

/**
 * One thing that is counted: in words, as officers read it beside the figure, and in SQL, as it is
 * counted. Both stand here and nowhere else; the words are part of the definition and in Vietnamese.
 */
export interface StatisticDefinition {
  id: Measure;
  name: string;
  /** What one of it is. */
  unit: string;
  words: string;
  /**
   * What is counted: rows (`events`), conversations once a day (`conversations`), or distinct
   * accounts (`accounts`), which do not add up over days and so are kept as sets (`reached.ts`).
   */
  counts: 'events' | 'conversations' | 'accounts';
  /** What tells the rows of a breakdown apart; null when there is nothing. */
  keys: 'topic' | 'flow' | 'decision' | 'link' | 'handover-reason' | 'step' | null;
  /**
   * Where the rows come from, as `e` with at least `day`, `channel`, `source`, `conversation_id`.
   * What is read through a window is read within the scope; rows of `e` out of it are taken out
   * afterwards.
   */
  from: (scope: Scope) => string;
  where: string;
  /** The SQL for the key; rows without one do not count. */
  key: string;
}

/**
 * SQL that is true of the events to be looked at, by the alias of their table: whole days of whole
 * conversations, so that a day of a conversation counts the same in any scope.
 */
export type Scope = (event: string) => string;

const EVENTS = () => 'event e';

/** A key of a path without the number that tells a second visit from the first. */
const plain = (key: string) => `regexp_replace(${key}, '#[0-9]+$', '')`;

/** The flow that a key of a path is of: `entered:id-vn`, `id-vn/citizen=yes`, `left:id-vn`. */
const flowOf = (key: string) =>
  `split_part(regexp_replace(${plain(key)}, '^(entered|left):', ''), '/', 1)`;

/** The flow of the last step on a path: where a turn's link was shown. */
const lastFlow = (path: string) => `(
  SELECT ${flowOf('p.key')} FROM unnest(${path}) WITH ORDINALITY AS p(key, place)
   WHERE p.key NOT LIKE 'left:%' ORDER BY p.place DESC LIMIT 1)`;

/**
 * The step at which a key shows a conversation to be: `id-vn/citizen` of `id-vn/citizen=yes`,
 * `check/check-id-vn` of `left:check/check-id-vn`; null where it is of no step.
 */
const stepOf = (key: string) =>
  `CASE WHEN ${key} LIKE '%/%' THEN regexp_replace(${plain(key)}, '^(entered|left):|[=:][^/]*$', '', 'g') END`;

/** Turns: what one passed, and how the next one of that conversation that day ended. */
const turns = (scope: Scope) => `(
  SELECT day, conversation_id, id, path,
         lead(id) OVER turn AS next_id, lead(ending) OVER turn AS next_ending
    FROM event m WHERE type = 'message' AND ${scope('m')}
  WINDOW turn AS (PARTITION BY day, conversation_id ORDER BY id))`;

/** Events with their turn `t`: a turn's first event is its message. */
const eventsOfTurns = (scope: Scope) => `event e JOIN ${turns(scope)} t
    ON t.day = e.day AND t.conversation_id = e.conversation_id
   AND e.id > t.id AND (t.next_id IS NULL OR e.id < t.next_id)`;

/** Openings of links with the turn `t` that last offered them, maybe on an earlier day. */
const OPENINGS_OF_TURNS = () => `event e CROSS JOIN LATERAL (
  SELECT m.path FROM event m
   WHERE m.conversation_id = e.conversation_id AND m.type = 'message'
     AND m.id < (SELECT max(o.id) FROM event o
                  WHERE o.conversation_id = e.conversation_id AND o.type = 'link-offered'
                    AND o.link = e.link AND o.id < e.id)
   ORDER BY m.id DESC LIMIT 1) t`;

/** The last thing each conversation passed of each flow on each day. */
const lastPassed = (scope: Scope) => `(
  SELECT DISTINCT ON (day, conversation_id, of_flow) day, channel, source, conversation_id, key
    FROM (SELECT v.*, p.key, p.place, ${flowOf('p.key')} AS of_flow
            FROM event v CROSS JOIN LATERAL unnest(v.path) WITH ORDINALITY AS p(key, place)
           WHERE v.type = 'message' AND ${scope('v')}) AS passed
   ORDER BY day, conversation_id, of_flow, id DESC, place DESC) AS e`;

/**
 * The flows that find out whether a person qualifies, as `checks` in `funnel.ts` finds them by their
 * steps. What is decided elsewhere is no check's result: whoever asks for the link after the last day
 * is told that it is over, and was not checked.
 */
export const CHECKS: readonly string[] = ['biz-vn', 'id-vn'];

const RESULTS = {
  from: EVENTS,
  where: `e.type = 'decided' AND e.flow IN (${CHECKS.map((flow) => `'${flow}'`).join(', ')})`,
};

const ofType = (type: string) => ({ from: EVENTS, where: `e.type = '${type}'` });

/** All definitions, in the order in which they are shown. */
export const DEFINITIONS: readonly StatisticDefinition[] = [
  {
    id: 'accounts',
    name: 'Lượt tài khoản',
    unit: 'lượt',
    words:
      'Số tài khoản khác nhau có ít nhất một tin nhắn được trợ lý trả lời, đếm riêng trong từng kênh và trong đúng một ngày, một tuần, một tháng, một quý hoặc toàn chương trình; không cộng từ các kỳ ngắn hơn. Nhiều kênh thì cộng các kênh lại, nên một người dùng hai kênh là hai lượt. Đây không phải là số người.',
    counts: 'accounts',
    keys: null,
    from: EVENTS,
    where: `e.type = 'message' AND e.account IS NOT NULL`,
    key: `'*'`,
  },
  {
    id: 'conversations',
    name: 'Cuộc trò chuyện',
    unit: 'cuộc',
    words:
      'Một tài khoản nhắn trên một kênh trong một ngày và được trợ lý trả lời ít nhất một tin là một cuộc. Nhắn trong hai ngày là hai cuộc.',
    counts: 'conversations',
    keys: null,
    ...ofType('message'),
    key: `'*'`,
  },
  {
    id: 'messages',
    name: 'Tin nhắn được trả lời',
    unit: 'tin',
    words:
      'Tin nhắn của người dân (kể cả bấm nút) mà trợ lý đã trả lời, dù hiểu hay chưa hiểu. Không tính tin mà trợ lý im lặng, ví dụ khi cán bộ đang trả lời hoặc khi nhắn quá nhanh.',
    counts: 'events',
    keys: null,
    ...ofType('message'),
    key: `'*'`,
  },
  {
    id: 'questions',
    name: 'Câu hỏi theo chủ đề',
    unit: 'lượt trả lời',
    words:
      'Mỗi lần một câu trả lời đã duyệt được đưa ra là một lượt, theo chủ đề của câu trả lời. Một tin nhắn hỏi hai chủ đề là hai lượt.',
    counts: 'events',
    keys: 'topic',
    ...ofType('topic-answered'),
    key: 'e.topic',
  },
  {
    id: 'not-understood',
    name: 'Chưa hiểu',
    unit: 'tin',
    words:
      'Tin nhắn mà trợ lý báo là chưa hiểu. Không tính tin được hỏi lại “ý bạn là…” để chọn chủ đề.',
    counts: 'events',
    keys: null,
    ...ofType('not-understood'),
    key: `'*'`,
  },
  {
    id: 'decisions',
    name: 'Kết quả kiểm tra điều kiện',
    unit: 'kết quả',
    words:
      'Mỗi lần trợ lý cho biết kết quả cuối của một lần kiểm tra (đủ điều kiện, không đủ, cần xác nhận, đã hết thời hạn), theo kết quả và lý do. Sửa câu trả lời rồi có kết quả mới thì tính thêm một. Không tính khi người dân chỉ xin liên kết hoặc hỏi cách đăng ký và được báo đã hết thời hạn.',
    counts: 'events',
    keys: 'decision',
    ...RESULTS,
    key: `e.rule || ':' || e.outcome || coalesce('.' || e.reason, '')`,
  },
  {
    id: 'links-offered',
    name: 'Liên kết đã đưa ra',
    unit: 'lượt',
    words: 'Mỗi lần trợ lý gửi một liên kết của chương trình là một lượt.',
    counts: 'events',
    keys: 'link',
    ...ofType('link-offered'),
    key: 'e.link',
  },
  {
    id: 'links-opened',
    name: 'Liên kết được mở',
    unit: 'liên kết',
    words:
      'Liên kết được mở lần đầu: mỗi liên kết của một tài khoản chỉ tính một lần trong toàn chương trình, vào ngày mở lần đầu. Các lần mở lại xem ở “Lượt mở liên kết”.',
    counts: 'events',
    keys: 'link',
    from: EVENTS,
    where: `e.type = 'link-opened' AND NOT EXISTS (
      SELECT FROM event p WHERE p.conversation_id = e.conversation_id AND p.type = 'link-opened'
         AND p.link = e.link AND p.id < e.id)`,
    key: 'e.link',
  },
  {
    id: 'link-openings',
    name: 'Lượt mở liên kết',
    unit: 'lượt',
    words: 'Mọi lần một liên kết do trợ lý gửi được mở, kể cả mở lại, tính vào ngày mở.',
    counts: 'events',
    keys: 'link',
    ...ofType('link-opened'),
    key: 'e.link',
  },
  {
    id: 'handovers',
    name: 'Đề nghị gặp cán bộ',
    unit: 'đề nghị',
    words: 'Mỗi lần người dân đề nghị gặp cán bộ và trợ lý ghi nhận, theo lý do.',
    counts: 'events',
    keys: 'handover-reason',
    ...ofType('handover-asked'),
    key: 'e.reason',
  },
  {
    id: 'steps',
    name: 'Đi qua bước',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện đã ở một bước của kịch bản (được hỏi, đã trả lời, được báo, được xét) hoặc đã đi một đường từ đó (một câu trả lời, một kết quả); mỗi cuộc trong một ngày tính một lần ở mỗi bước và mỗi đường, kể cả khi vào từ kịch bản khác. Sửa câu trả lời thì đi hai đường từ cùng một bước.',
    counts: 'conversations',
    keys: 'step',
    from: () => `event e CROSS JOIN LATERAL unnest(e.path) AS passed(key)
      CROSS JOIN LATERAL (VALUES (${plain('passed.key')}), (${stepOf('passed.key')})) AS way(key)`,
    where: `e.type = 'message'`,
    key: 'way.key',
  },
  {
    id: 'steps-left',
    name: 'Dừng lại ở bước',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện mà trong ngày đó kịch bản chưa kết thúc và đây là câu hỏi được đặt ra sau cùng của kịch bản, chưa được trả lời: người dân dừng lại, hỏi việc khác hoặc chưa trả lời.',
    counts: 'conversations',
    keys: 'step',
    from: lastPassed,
    // A question that was asked, and neither an answer, a decision, a jump nor the end.
    where: `e.key !~ '[=:]'`,
    key: plain('e.key'),
  },
  {
    id: 'runs-started',
    name: 'Bắt đầu kịch bản',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện đã bắt đầu kịch bản; mỗi cuộc trong một ngày tính một lần, dù làm lại nhiều lần.',
    counts: 'conversations',
    keys: 'flow',
    ...ofType('flow-started'),
    key: 'e.flow',
  },
  {
    id: 'runs-decided',
    name: 'Có kết quả trong kịch bản',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện đã nhận kết quả cuối của một lần kiểm tra điều kiện trong kịch bản; mỗi cuộc trong một ngày tính một lần, dù kết quả là gì.',
    counts: 'conversations',
    keys: 'flow',
    ...RESULTS,
    key: 'e.flow',
  },
  {
    id: 'runs-offered',
    name: 'Nhận liên kết trong kịch bản',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện được đưa liên kết đăng ký ở cuối kịch bản; mỗi cuộc trong một ngày tính một lần.',
    counts: 'conversations',
    keys: 'flow',
    from: eventsOfTurns,
    where: `e.type = 'link-offered'`,
    key: lastFlow('t.path'),
  },
  {
    id: 'runs-opened',
    name: 'Mở liên kết của kịch bản',
    unit: 'cuộc',
    words:
      'Số cuộc trò chuyện đã mở liên kết mà lần gửi gần nhất là trong kịch bản này; mỗi cuộc trong một ngày tính một lần, vào ngày mở (có thể sau ngày được đưa).',
    counts: 'conversations',
    keys: 'flow',
    from: OPENINGS_OF_TURNS,
    where: `e.type = 'link-opened'`,
    key: lastFlow('t.path'),
  },
  {
    id: 'answers-failed',
    name: 'Trả lời xong vẫn chưa ổn',
    unit: 'lượt trả lời',
    words:
      'Số lần một câu trả lời đã duyệt được đưa ra mà tin nhắn kế tiếp của cuộc trò chuyện, trong cùng ngày, là tin chưa hiểu hoặc đề nghị gặp cán bộ.',
    counts: 'events',
    keys: 'topic',
    from: eventsOfTurns,
    where: `e.type = 'topic-answered' AND t.next_ending IN ('not-understood', 'handed-over')`,
    key: 'e.topic',
  },
];

/** A definition by its id. */
export function definitionOf(id: Measure): StatisticDefinition {
  return DEFINITIONS.find((definition) => definition.id === id)!;
}
