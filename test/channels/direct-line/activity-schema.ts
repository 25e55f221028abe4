import { Ajv } from 'ajv';

/**
 * The published Direct Line 3.0 description (directline-3.0.json of microsoft/botframework-sdk),
 * as far as this endpoint uses it. It is stricter than the original in three ways: no field may be
 * there that the original does not name, what every activity of the Activity specification has
 * must be there, and times must be times. Where Swagger 2 says "object" for a .NET `object`
 * (`value`, `content`), anything is meant.
 */
const definitions = {
  ActivitySet: closed({
    activities: { type: 'array', items: { $ref: '#/definitions/Activity' } },
    watermark: { type: 'string', minLength: 1 },
  }),
  Activity: {
    ...closed(
      {
        type: { type: 'string', minLength: 1 },
        id: { type: 'string', pattern: '^[^|]+\\|.+$' },
        timestamp: {
          type: 'string',
          pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
        },
        channelId: { const: 'directline' },
        from: { $ref: '#/definitions/ChannelAccount' },
        conversation: { $ref: '#/definitions/ConversationAccount' },
        recipient: { $ref: '#/definitions/ChannelAccount' },
        name: { type: 'string' },
        code: { type: 'string' },
        text: { type: 'string' },
        textFormat: { enum: ['plain', 'markdown', 'xml'] },
        locale: { type: 'string', pattern: '^[a-z]{2}-[A-Z]{2}$' },
        inputHint: { enum: ['acceptingInput', 'expectingInput', 'ignoringInput'] },
        suggestedActions: { $ref: '#/definitions/SuggestedActions' },
        attachments: { type: 'array', items: { $ref: '#/definitions/Attachment' } },
        channelData: { type: 'object' },
      },
      ['type', 'id', 'timestamp', 'channelId', 'from', 'conversation', 'recipient'],
    ),
  },
  ChannelAccount: closed({
    id: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
    role: { enum: ['user', 'bot'] },
  }),
  ConversationAccount: closed({ id: { type: 'string', minLength: 1 } }),
  SuggestedActions: closed({
    to: { type: 'array', items: { type: 'string' }, minItems: 1 },
    actions: { type: 'array', items: { $ref: '#/definitions/CardAction' }, minItems: 1 },
  }),
  Attachment: {
    ...closed({ contentType: { type: 'string' }, name: { type: 'string' }, content: {} }, [
      'contentType',
    ]),
    if: { properties: { contentType: { const: 'application/vnd.microsoft.card.hero' } } },
    then: { required: ['content'], properties: { content: { $ref: '#/definitions/HeroCard' } } },
  },
  HeroCard: closed({
    title: { type: 'string' },
    subtitle: { type: 'string' },
    buttons: { type: 'array', items: { $ref: '#/definitions/CardAction' } },
  }),
  CardAction: closed(
    {
      type: {
        enum: [
          'call',
          'downloadFile',
          'imBack',
          'messageBack',
          'openUrl',
          'playAudio',
          'playVideo',
          'postBack',
          'showImage',
          'signin',
        ],
      },
      title: { type: 'string', minLength: 1 },
      text: { type: 'string' },
      displayText: { type: 'string' },
      value: {},
    },
    ['type', 'title', 'value'],
  ),
  Conversation: closed(
    {
      conversationId: { type: 'string', minLength: 1 },
      token: { type: 'string', minLength: 1 },
      expires_in: { type: 'integer', minimum: 1800 },
      streamUrl: { type: 'string', pattern: '^wss?://' },
    },
    ['conversationId', 'token', 'expires_in'],
  ),
  ErrorResponse: closed({
    error: closed({ code: { type: 'string', minLength: 1 }, message: { type: 'string' } }),
  }),
};

/** An object with these properties and no others, all of them required unless told. */
function closed(properties: object, required: readonly string[] = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addSchema({ $id: 'directline', definitions });

/** Throws with what is wrong unless the value is one of the published definitions; returns it. */
export function published<T>(name: keyof typeof definitions, value: unknown): T {
  const validate = ajv.getSchema(`directline#/definitions/${name}`);
  if (validate === undefined) throw new Error(`no definition ${name}`);
  if (!validate(value)) throw new Error(`no ${name}: ${ajv.errorsText(validate.errors)}`);
  return value as T;
}
