import { z } from 'zod';

/**
 * What logging in to Zalo's web client comes to: enough to send, and to open the socket, on any node
 * and without logging in once more (each login shows at Zalo). Kept encrypted; with it, whoever has
 * it is the account.
 */
export const Session = z.object({
  /** The device Zalo believes this is; bound to cookies and user agent. */
  imei: z.string().min(1),
  userAgent: z.string().min(1),
  language: z.string(),
  /** tough-cookie's jar, as it writes itself. */
  jar: z.looseObject({ cookies: z.array(z.looseObject({ key: z.string() })) }),
  /** Kind and version of the client; zca-js's own figures. */
  apiType: z.number(),
  apiVersion: z.number(),
  /** The account's number. */
  uid: z.coerce.string().regex(/^\d{1,30}$/),
  /** Encrypts what is asked for and answered, base64. */
  secretKey: z.string().min(1),
  /** Servers by service: `chat`, `group`. */
  services: z.record(z.string(), z.array(z.string())),
  /** The socket's addresses; any of them will do. */
  sockets: z.array(z.string()).min(1),
  /** How often the socket wants to hear of us; milliseconds. */
  pingMs: z.number().positive(),
});

export type Session = z.infer<typeof Session>;
