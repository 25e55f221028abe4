/** The account and the person of the recorded events. */
export const OA = '2197174064623873199';
export const USER = '4339761418830368433';
export const TEST = 'This is testing message';

/** A body as the developer console sends it. */
export function body(event_name: string, message?: unknown, rest = {}) {
  return {
    app_id: '1163843031413526746',
    user_id_by_app: '2372735685249892743',
    event_name,
    timestamp: '1609984527175',
    sender: { id: USER },
    recipient: { id: OA },
    ...(message !== undefined && { message }),
    ...rest,
  };
}

export const message = { msg_id: 'This is message id', text: TEST };

/** As the official pages print it. */
const place = { coordinates: { latitude: '20.8648', longitude: '106.6834' } };

/** A captured fragment, with another number: a card, or a telephone number that was typed. */
const card = {
  title: 'Nguyễn Văn A',
  url: 'https://zalo.me',
  description:
    '{"phone":"900000000","caption":"900000000","qrCodeUrl":"https:\\/\\/qr-talk.zdn.vn\\/9.jpg"}',
};

/** The answer to `request_user_info`, in the shape of 2026 and in the older one. */
const INFOS = [
  {
    name: 'Nguyễn Văn A',
    phone: '84900000000',
    user_dob: '30/10/1999',
    gender: 'Nam',
    full_address: { user_city: 'Hải Phòng', user_ward: 'Lê Chân', user_address: 'Số 1' },
  },
  { name: 'Nguyễn Văn A', phone: '84900000000', address: 'Số 1', city: 'Hải Phòng' },
];

const withOne = (type: string, payload: object = { url: 'link' }) => ({
  ...message,
  attachments: [{ type, payload }],
});
const byOA = { sender: { id: OA }, recipient: { id: USER } };
export const byOfficer = { ...byOA, sender: { id: OA, admin_id: '1' } };

export const follower = {
  oa_id: OA,
  follower: { id: '24684588352919792' },
  user_id_by_app: '552172779717587730',
  event_name: 'follow',
  source: 'oa_profile',
  app_id: '36084652489903967',
  timestamp: '154397978274',
};

/** Every kind of event as it was recorded, with what it says, in short. */
export const RECORDED: readonly (readonly [
  event: { event_name: string; [field: string]: unknown },
  says: readonly unknown[],
])[] = [
  [body('user_send_text', message), [TEST]],
  [body('user_send_text', { ...message, quote_msg_id: 'prior' }), [TEST]],
  [body('user_send_link', withOne('link')), [TEST]],
  [body('user_send_link', { ...withOne('link'), text: undefined }), ['other']],
  [body('user_send_sticker', withOne('sticker')), ['sticker']],
  [body('user_send_image', withOne('image')), ['image', TEST]],
  [body('user_send_gif', { ...withOne('gif'), text: '' }), ['image']],
  [body('user_send_audio', { ...withOne('audio'), text: undefined }), ['audio']],
  [body('user_send_video', { ...withOne('video'), text: ' ' }), ['video']],
  [body('user_send_file', { ...withOne('file'), text: undefined }), ['file']],
  [body('user_send_location', { ...withOne('location', place), text: undefined }), ['location']],
  [body('user_send_business_card', { ...withOne('link', card), text: undefined }), ['contact']],
  [body('anonymous_send_text', { ...message, conversation_id: 'c' }), [TEST]],
  [body('anonymous_send_sticker', { ...message, conversation_id: 'c' }), ['sticker']],
  [follower, ['/start']],
  [{ ...follower, event_name: 'unfollow' }, []],
  [
    { ...follower, follower: undefined, user_id: USER, event_name: 'user_click_chatnow' },
    ['/start'],
  ],
  ...INFOS.map((info) => [body('user_submit_info', undefined, { info }), ['contact']] as const),
  [body('user_withdraw'), ['withdrawn']],
  [body('oa_send_text', message, byOA), []],
  [body('oa_send_list', withOne('link'), byOA), []],
  [body('oa_send_text', message, byOfficer), ['officer']],
  [body('oa_send_file', withOne('file'), byOfficer), ['officer']],
  [body('oa_send_anonymous_text', { ...message, conversation_id: 'c' }, byOfficer), ['officer']],
  [body('user_received_message', { msg_id: '1' }, byOA), []],
  // Of a ZNS message, which goes to a telephone number.
  [
    body(
      'user_received_message',
      { delivery_time: '1602960467432', msg_id: '15a0cc0bbb13bd4ce403', tracking_id: 'order-1' },
      { sender: { id: OA }, recipient: { id: '84900000000' } },
    ),
    [],
  ],
  [body('user_seen_message', { msg_ids: ['1', '2'] }, byOA), []],
  [body('user_reacted_message', { msg_id: '1', react_icon: '/-heart' }), []],
  [body('add_user_to_tag', undefined, { tag: { user_ids: ['1'], name: 'a' } }), []],
  [body('user_send_group_text', message), []],
  [body('oa_send_consent', undefined, byOA), []],
];
