/** The account that the assistant plays. */
export const ACCOUNT = '600000000000000001';

let numbers = 0;

/** Ids of messages are 13 digits and grow. */
const nextId = () => String(7_000_000_000_000 + ++numbers);

/** A message in a chat with one person, as the socket brings it; `more` stands beside or instead. */
export function userMessage(from: string, content: unknown, more: Record<string, unknown> = {}) {
  const msgId = nextId();
  return {
    actionId: `1${msgId}`,
    msgId,
    cliMsgId: String(Date.now()),
    msgType: 'webchat',
    uidFrom: from,
    // The account itself is always "0".
    idTo: '0',
    dName: 'Nguyễn Thị Lan',
    ts: String(Date.now()),
    status: 1,
    content,
    notify: '1',
    ttl: 0,
    userId: '0',
    uin: '0',
    topOut: '0',
    topOutTimeOut: '0',
    topOutImprTimeOut: '0',
    propertyExt: { color: 0, size: 0, type: 0, subType: 0, ext: '{"shouldParseLinkOrContact":0}' },
    paramsExt: { countUnread: 1, containType: 0, platformType: 1 },
    cmd: 501,
    st: 3,
    at: 0,
    realMsgId: '0',
    ...more,
  };
}

export type UserMessage = ReturnType<typeof userMessage>;

/** How the account's name stands in a mention. */
const NAME = '@Tổ công nghệ số';

/** A message in a group; with `mentions` of the account it begins with its name. */
export function groupMessage(
  group: string,
  from: string,
  text: string,
  mentioned?: 'the account' | 'all',
  more: Record<string, unknown> = {},
) {
  const name = mentioned === 'all' ? '@All' : NAME;
  const whom = mentioned === 'all' ? { uid: '-1', type: 1 } : { uid: ACCOUNT, type: 0 };
  const content = mentioned === undefined ? text : `${name} ${text}`;
  return {
    ...userMessage(from, content, { idTo: group, cmd: 521 }),
    mentions: mentioned === undefined ? [] : [{ ...whom, pos: 0, len: name.length }],
    ...more,
  };
}

/** What stands in a message that is no text. */
export const media = {
  photo: {
    title: '',
    description: '',
    href: 'https://photo.example/x.jpg',
    thumb: '',
    childnumber: 0,
    action: '',
    params: '{}',
    type: '',
  },
  sticker: { id: 21_979, catId: 10_136, type: 7 },
  contact: {
    title: 'Lan',
    description: '{}',
    href: '',
    thumb: '',
    childnumber: 0,
    action: 'recommened.user',
    params: '123',
    type: '',
  },
  link: {
    title: 'https://tenmien.vn xem giúp',
    description: '',
    href: 'https://tenmien.vn',
    thumb: '',
    childnumber: 0,
    action: 'recommened.link',
    params: '{}',
    type: '',
  },
  missedCall: {
    title: '',
    description: '',
    href: '',
    thumb: '',
    childnumber: 0,
    action: 'recommened.misscall',
    params: '{}',
    type: '',
  },
};
