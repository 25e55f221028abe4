import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import helmet from 'helmet';
import { type WebSocket, WebSocketServer } from 'ws';
import { chatPageRouter } from '../../../src/channels/web/page.ts';
import type { Activity } from '../../../src/channels/web/widget/activity.ts';

/** What a conversation of the fake holds. */
interface Talk {
  id: string;
  activities: Activity[];
  sockets: Set<WebSocket>;
  isBegun: boolean;
}

/** A request the fake got, as the tests want to look at it. */
export interface Heard {
  call: string;
  watermark?: string;
  body?: Record<string, unknown>;
}

/**
 * A FAKE Direct Line endpoint with the real page of the chat beside it. It speaks the recorded
 * shapes of the protocol and answers a few words by heart; the tests break it as networks do.
 */
export interface FakeDirectLine {
  url: string;
  heard: Heard[];
  /** While true, sockets are turned away, as by a proxy that knows none. */
  refuseSockets: boolean;
  /** While true, everything but the page fails, as with a server that is down. */
  isDown: boolean;
  /** While true, sockets stay open but nothing comes through them. */
  isMute: boolean;
  /** Seconds a token lives. */
  tokenSeconds: number;
  /** From now on tokens given so far are refused, and cannot be renewed if `forGood`. */
  refuseTokens(forGood?: boolean): void;
  /** Closes all sockets. */
  drop(): void;
  /** Says something to everyone, as an officer would. */
  say(activity: Activity): void;
  /** The requests so far whose call is this. */
  calls(call: string): Heard[];
  close(): Promise<void>;
}

const BOT = { id: 'assistant', name: 'Trợ lý', role: 'bot' };

/** The menu that greets, long enough to wrap. */
const MENU = [
  'Kiểm tra id.vn',
  'Kiểm tra biz.vn',
  'Cách đăng ký',
  'Câu hỏi thường gặp',
  'Gặp cán bộ',
];

/** Starts the fake on a port of its own; `folder` holds the built widget. */
export async function startFake(folder: string): Promise<FakeDirectLine> {
  const talks = new Map<string, Talk>();
  const tokens = new Map<string, string>();
  const renewable = new Map<string, string>();
  const streams = new Map<string, { talk: Talk; from: number }>();
  const app = express();
  const server: Server = createServer(app);
  const sockets = new WebSocketServer({ noServer: true });

  const fake: FakeDirectLine = {
    url: '',
    heard: [],
    refuseSockets: false,
    isDown: false,
    isMute: false,
    tokenSeconds: 1800,
    refuseTokens(forGood = false) {
      tokens.clear();
      if (forGood) renewable.clear();
    },
    drop() {
      for (const talk of talks.values()) for (const socket of talk.sockets) socket.terminate();
    },
    say(activity) {
      for (const talk of talks.values()) tell(talk, activity);
    },
    calls: (call) => fake.heard.filter((heard) => heard.call === call),
    async close() {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function tokenFor(id: string): { conversationId: string; token: string; expires_in: number } {
    const token = randomUUID();
    tokens.set(token, id);
    renewable.set(token, id);
    return { conversationId: id, token, expires_in: fake.tokenSeconds };
  }

  function streamFor(talk: Talk, from: number): string {
    const key = randomUUID();
    streams.set(key, { talk, from });
    return `${fake.url.replace('http', 'ws')}/stream?t=${key}`;
  }

  function send(talk: Talk, set: object): void {
    if (fake.isMute) return;
    for (const socket of talk.sockets) socket.send(JSON.stringify(set));
  }

  function tell(talk: Talk, activity: Activity): void {
    if (activity.type === 'typing') {
      send(talk, { activities: [{ from: BOT, ...activity }] });
      return;
    }
    const id = `${talk.id}|${String(talk.activities.length).padStart(7, '0')}`;
    const whole = { from: BOT, id, ...activity };
    talk.activities.push(whole);
    send(talk, { activities: [whole], watermark: String(talk.activities.length) });
  }

  function answer(talk: Talk, { type, name, text = '', value }: Activity): void {
    if (type === 'event' && name === 'start') {
      tell(talk, {
        type: 'message',
        text: GREETING,
        suggestedActions: { actions: MENU.map(choice) },
      });
    } else if (value !== undefined) {
      tell(talk, { type: 'message', text: `Đã chọn ${JSON.stringify(value)}` });
    } else if (text === 'link') {
      tell(talk, LINK);
    } else if (text === 'chậm') {
      tell(talk, { type: 'typing' });
      setTimeout(() => tell(talk, { type: 'message', text: 'Xong.' }), 700);
    } else {
      tell(talk, { type: 'message', text: `Trợ lý nghe: ${text}` });
    }
  }

  function refuse(res: Response, status: number, code: string): void {
    res.status(status).json({ error: { code, message: code } });
  }

  /** The conversation the request's token opens; otherwise the request is answered here. */
  function entered(req: Request, res: Response): Talk | undefined {
    const id = tokens.get(req.get('Authorization')?.replace('Bearer ', '') ?? '');
    const talk = id === undefined ? undefined : talks.get(id);
    if (id === undefined) refuse(res, 403, 'TokenExpired');
    else if (!talk) refuse(res, 404, 'NotFound');
    return talk;
  }

  app.use(helmet());
  app.use(chatPageRouter({ programmeName: 'Chương trình thử', folder }));
  app.use((req, res, next) => {
    res.set('Access-Control-Allow-Origin', '*');
    res.set('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    if (fake.isDown) req.socket.destroy();
    else if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  });
  app.use(express.json(), (req, _res, next) => {
    const { watermark } = req.query;
    const call = `${req.method} ${req.path.replace(/conversations\/[^/]+/, 'conversations/:id')}`;
    fake.heard.push({ call, body: req.body, ...(typeof watermark === 'string' && { watermark }) });
    next();
  });
  app.post('/chat/token', (req, res) => {
    const known = renewable.get(req.body.token);
    const id = known ?? randomUUID();
    if (!talks.has(id)) talks.set(id, { id, activities: [], sockets: new Set(), isBegun: false });
    res.json(tokenFor(id));
  });
  app.post('/v3/directline/conversations', (req, res) => {
    const talk = entered(req, res);
    if (!talk) return;
    const status = talk.isBegun ? 200 : 201;
    talk.isBegun = true;
    const streamUrl = streamFor(talk, talk.activities.length);
    res.status(status).json({ ...tokenFor(talk.id), streamUrl });
  });
  app.get('/v3/directline/conversations/:id', (req, res) => {
    const talk = entered(req, res);
    if (!talk) return;
    const streamUrl = streamFor(talk, Number(req.query.watermark));
    res.json({ ...tokenFor(talk.id), streamUrl });
  });
  app.get('/v3/directline/conversations/:id/activities', (req, res) => {
    const talk = entered(req, res);
    if (!talk) return;
    const activities = talk.activities.slice(Number(req.query.watermark));
    res.json({ activities, watermark: String(talk.activities.length) });
  });
  app.post('/v3/directline/conversations/:id/activities', (req, res) => {
    const talk = entered(req, res);
    if (!talk) return;
    const { value, ...activity } = req.body as Activity;
    tell(talk, { ...activity, from: { id: 'dl_1', role: 'user' } });
    res.json({ id: talk.activities.at(-1)?.id });
    setTimeout(() => answer(talk, req.body), 30);
  });
  server.on('upgrade', (req, socket, head) => {
    const key = new URL(req.url ?? '', fake.url).searchParams.get('t') ?? '';
    const stream = streams.get(key);
    if (fake.refuseSockets || fake.isDown || !stream) {
      fake.heard.push({ call: 'refused' });
      socket.destroy();
      return;
    }
    fake.heard.push({ call: 'socket' });
    sockets.handleUpgrade(req, socket, head, (opened) => {
      const { talk, from } = stream;
      talk.sockets.add(opened);
      opened.on('close', () => talk.sockets.delete(opened));
      opened.send('');
      const activities = talk.activities.slice(from);
      const watermark = String(talk.activities.length);
      if (activities.length > 0) opened.send(JSON.stringify({ activities, watermark }));
    });
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

function choice(title: string): {
  type: string;
  title: string;
  text: string;
  displayText: string;
  value: object;
} {
  return {
    type: 'messageBack',
    title,
    text: title,
    displayText: title,
    value: { payload: `flow:${title.length}` },
  };
}

const GREETING = `Đây là trợ lý tự động của chương trình, không phải cán bộ. Tin nhắn được lưu lại, số giấy tờ và ngày sinh được che.

Trợ lý giúp được:
- kiểm tra điều kiện đăng ký
- chỉ cách đăng ký từng bước`;

const LINK: Activity = {
  type: 'message',
  text: 'Bạn đủ điều kiện.\nCòn 39 ngày.\n\nTheo Kế hoạch của UBND thành phố, mục III.4.',
  suggestedActions: { actions: ['Cách đăng ký', 'Về menu'].map(choice) },
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.hero',
      content: {
        title: 'Mở trang đăng ký',
        subtitle: 'hiendienonline.tenmien.vn',
        buttons: [
          { type: 'openUrl', title: 'Mở trang đăng ký', value: 'http://127.0.0.1:1/r/abc' },
        ],
      },
    },
  ],
};
