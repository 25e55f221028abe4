import type { IncomingMessage, ServerResponse } from 'node:http';
import { pictureOf, someModules } from './code-picture.ts';

/** The picture of a code, as Zalo hands it out. */
export const PICTURE = pictureOf(someModules());

export function say(res: ServerResponse, content: object): void {
  res.setHeader('Content-Type', 'application/json').end(JSON.stringify(content));
}

type Page = (req: IncomingMessage, res: ServerResponse) => unknown;

/** The pages of a login by a code that are the same for everybody, by host and path. */
export const CODE_PAGES: Readonly<Record<string, Page>> = {
  'id.zalo.me/account': (_, res) =>
    res.end('<script src="https://stc-zlogin.zdn.vn/main-2.44.10.js"></script>'),
  'id.zalo.me/account/logininfo': (_, res) => say(res, { error_code: 0, data: {} }),
  'id.zalo.me/account/verify-client': (_, res) => say(res, { error_code: 0, data: {} }),
  'id.zalo.me/account/authen/qr/generate': (_, res) =>
    say(res, {
      error_code: 0,
      data: {
        code: 'a-code',
        token: 'https://id.zalo.me/qr/a-token',
        image: `data:image/png;base64,${PICTURE.toString('base64')}`,
        options: { enabledCheckOCR: false, enabledMultiLayer: false },
      },
    }),
  'id.zalo.me/account/authen/qr/waiting-scan': (_, res) =>
    say(res, { error_code: 0, data: { avatar: '', display_name: 'Tổ công nghệ số' } }),
};

/** What Zalo tells its web client at a login, of which zca-js reads these. */
export const SETTINGS = {
  features: {
    socket: {
      ping_interval: 60_000,
      // 1006 is not among them, and 3001 has no schedule, at which zca-js itself would throw.
      close_and_retry_codes: [3001, 1001],
      rotate_error_codes: [1001],
      retries: { 1001: { max: 2, times: [100] } },
    },
    sharefile: { max_file: 20 },
  },
};
