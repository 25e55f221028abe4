import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
} from 'botbuilder';
import { UnsecuredJWT } from 'jose';
import type { Envelope } from './activity.ts';
import type { BotActivity } from './card.ts';
import { ISSUER } from './claims.ts';
import { sendFailure } from './failure.ts';
import type { BotServiceSettings } from './settings.ts';
import type { Reference } from './store.ts';
import type { Tokens } from './tokens.ts';

/** What we use of botbuilder. This file is loaded only where the channel is on: it takes half a second. */
export interface Framework {
  /** Whether Bot Service signed this activity. Rejects when its keys are out of reach. */
  isSigned(activity: Envelope, authorization: string): Promise<boolean>;
  /** Fetches the keys, unless they are there already. Rejects when they are out of reach. */
  fetchKeys(): Promise<void>;
  /**
   * Sends into a conversation, unless `signal` is aborted by then; the id given to the activity.
   * Rejects with a `SendError`.
   */
  send(to: Reference, activity: BotActivity, signal?: AbortSignal): Promise<string | undefined>;
}

const SCOPE = 'https://api.botframework.com';

type Options = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]
>;
type Connection = NonNullable<Options['httpClient']>;

/** Set while botbuilder looks at a token. */
const looking = new AsyncLocalStorage<true>();

/** Of the send under way: botbuilder hands no signal through to its connection. */
const sending = new AsyncLocalStorage<AbortSignal | undefined>();

// Of each token that it refuses botbuilder tells the terminal, key and all, whatever it is told: a
// stranger could fill the log. Refusals are counted (`webhook_refused`), and that is enough.
const { error: tell } = console;
console.error = (...words: unknown[]) => {
  if (looking.getStore() === undefined) tell(...words);
};

/** botbuilder's CloudAdapter for one app. `timeoutMs`: a send that takes longer has failed. */
export function openFramework(
  { appId, tenantId, openIdUrl, loginRoot }: BotServiceSettings,
  tokens: Tokens,
  timeoutMs: number,
): Framework {
  const authentication = new ConfigurationBotFrameworkAuthentication(
    // As soon as one of these is given, all of them must be.
    {
      ToChannelFromBotLoginUrl: `${loginRoot}/${tenantId ?? 'botframework.com'}`,
      ToChannelFromBotOAuthScope: SCOPE,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
      OAuthUrl: SCOPE,
      CallerId: 'urn:botframework:azure',
    },
    {
      isValidAppId: async (id) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request) {
          request.headers.set('Authorization', `Bearer ${await tokens.current()}`);
          return request;
        },
      }),
    },
    undefined,
    undefined,
    { httpClient: connection(timeoutMs) },
  );
  const adapter = new CloudAdapter(authentication);

  async function isSigned(activity: object, authorization: string): Promise<boolean> {
    try {
      await looking.run(true, () =>
        authentication.authenticateRequest(activity as Activity, authorization),
      );
      return true;
    } catch (error) {
      if (isOutOfReach(error)) throw error;
      return false;
    }
  }

  return {
    isSigned,
    async fetchKeys() {
      // There is no call for it; the signature of any token of Bot Service's makes it look for keys.
      const token = new UnsecuredJWT().setIssuer(ISSUER).encode();
      await isSigned({ channelId: 'none' }, `Bearer ${token}`);
    },
    async send(to, activity, signal) {
      let id: string | undefined;
      await sending.run(signal, () =>
        adapter.continueConversationAsync(appId, referenceOf(to), async (context) => {
          // The reply would be said to be one to the made-up activity that begins this turn.
          Object.assign(context.activity, { id: undefined });
          id = (await context.sendActivity(activity as Partial<Activity>))?.id;
        }),
      );
      return id;
    },
  };
}

function referenceOf(to: Reference): Partial<ConversationReference> {
  const { channelId, conversationId, serviceUrl, botId, botName, userId } = to;
  return {
    channelId,
    serviceUrl,
    conversation: { id: conversationId } as ConversationReference['conversation'],
    bot: { id: botId, name: botName ?? botId },
    ...(userId !== null && { user: { id: userId, name: userId } }),
  };
}

/** Metadata or keys that could not be fetched: the token may well be good. */
function isOutOfReach(error: unknown): boolean {
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  return name === 'FetchError' || (typeof statusCode === 'number' && statusCode >= 500);
}

const SENT_HEADERS = ['authorization', 'content-type', 'accept', 'user-agent'];

/**
 * HTTP for botbuilder's connector. Its own tries refused sends again by itself, for minutes and
 * behind the back of whoever gave up waiting; here a refusal is one of ours, which it lets through.
 */
function connection(timeoutMs: number): Connection {
  return {
    async sendRequest(request) {
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) {
        if (!SENT_HEADERS.includes(name.toLowerCase())) headers.remove(name);
      }
      const signal = sending.getStore();
      const response = await fetch(request.url, {
        method: request.method,
        headers: headers.rawHeaders(),
        ...(typeof request.body === 'string' && { body: request.body }),
        // Our token is for this host and no other.
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      const text = await response.text();
      const { status } = response;
      if (!response.ok) throw sendFailure(status, response.headers.get('Retry-After'), text);
      for (const name of headers.headerNames()) headers.remove(name);
      return { request, status, headers, bodyAsText: text };
    },
  };
}
