import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client of the chat-completions protocol sent. */
export interface Asked {
  model: string;
  messages: { role: string; content: string }[];
  temperature: number;
  response_format: { type: string; json_schema: { strict: boolean; schema: JsonSchema } };
  authorization: string | undefined;
}

interface JsonSchema {
  type: string;
  properties: Record<string, { enum?: string[] }>;
  required: string[];
  additionalProperties: boolean;
}

/** How the fake answers one request. */
export type Answer = (response: ServerResponse, asked: Asked) => void | Promise<void>;

/** A fake of a model's endpoint: the real protocol over HTTP, with answers that a test decides. */
export interface FakeEndpoint {
  /** Its address, up to `/v1`. */
  url: string;
  asked: Asked[];
  /** How it answers from now on. */
  answers(answer: Answer): void;
  close(): Promise<void>;
}

export async function startFakeEndpoint(): Promise<FakeEndpoint> {
  let answer: Answer = (response) => completion(response, '{}');
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      failure(response, 404, `no ${request.method} ${request.url}`);
      return;
    }
    const body = { ...JSON.parse(await read(request)) };
    asked.push({ ...body, authorization: request.headers.authorization });
    await answer(response, asked.at(-1)!);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answers(given) {
      answer = given;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

/** A completion whose message has this content. */
export function completion(response: ServerResponse, content: string | null): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(completionBody(content));
}

export function completionBody(content: string | null): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1795312800,
    model: 'fake-1',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: content === null ? 'I cannot' : null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ],
    usage: { prompt_tokens: 200, completion_tokens: 10, total_tokens: 210 },
  });
}

/** An error as the protocol tells one. */
export function failure(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Retry-After': '1' })
    .end(JSON.stringify({ error: { message, type: 'error', code: null, param: null } }));
}
