import { z } from 'zod';
import type { ChatMessage } from './prompt.ts';

/** Where the model is and which one; see `.env.example`. */
export interface ModelSettings {
  /** Address of the endpoint, up to `/v1`. Absent: OpenAI's. */
  baseUrl?: string;
  /** Absent for endpoints of one's own that want none. */
  apiKey?: string;
  /** The model's name there. */
  name: string;
  /** What a million tokens cost, in US dollars; absent: the cost stays unknown. */
  prices?: { prompt: number; completion: number };
}

/** What came back: text that is yet to be checked, and how many tokens were used, if told. */
export interface Completion {
  content: string | undefined;
  promptTokens: number | undefined;
  completionTokens: number | undefined;
}

/** One call of a chat-completions endpoint. Rejects when there is no answer; never tries again. */
export type Complete = (
  messages: readonly ChatMessage[],
  answer: z.ZodType,
  signal: AbortSignal,
) => Promise<Completion>;

/** An answer as the protocol has it. What is wrong in it counts as not there. */
const Answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const Usage = z.object({
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }),
});

/**
 * The endpoint behind these settings. The package is loaded here and nowhere else, so that a
 * service without a model never touches it.
 */
export async function openEndpoint(settings: ModelSettings): Promise<Complete> {
  const { default: OpenAI } = await import('openai');
  const { zodResponseFormat } = await import('openai/helpers/zod');
  const client = new OpenAI({
    ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
    apiKey: settings.apiKey ?? 'none',
    // Whoever waits is a person: the answer without a model is better than a second try.
    maxRetries: 0,
    // People's words go to the host that was configured, and to no other it may point to.
    fetchOptions: { redirect: 'error' },
    // Its log would hold what people wrote.
    logLevel: 'off',
  });

  return async (messages, answer, signal) => {
    const completion: unknown = await client.chat.completions.create(
      {
        model: settings.name,
        messages: [...messages],
        response_format: zodResponseFormat(answer, 'answer'),
        temperature: 0,
      },
      { signal },
    );
    const usage = Usage.safeParse(completion).data?.usage;
    return {
      content: Answer.safeParse(completion).data?.choices[0]?.message.content,
      promptTokens: usage?.prompt_tokens,
      completionTokens: usage?.completion_tokens,
    };
  };
}
