import { join } from 'node:path';
import { type Response, Router } from 'express';
import { z } from 'zod';
import words from '../../../flows/language/widget.json' with { type: 'json' };
import { PROJECT_DIR } from '../../project-dir.ts';
import { readAsset, sendAsset } from './asset.ts';
import { createWebChat, type PageScript } from './web-chat.ts';

/** What the page of the chat needs. */
export interface ChatPageParts {
  /** Stands in the page's title; `shortName` of the programme. */
  programmeName: string;
  /** Where `vite build` put the widget; absent: `dist/widget` of the project. */
  folder?: string;
}

/** Seen until the script has run, and for good where it cannot run. */
const LOADING = `<p>${escapeHtml(words.loading)}</p>`;

/** What may stand in `?source=` and come back as the conversation's source. */
const SOURCE = z.string().regex(/^[\p{L}\p{N}._~-]{1,64}$/u);

/**
 * The chat for browsers:
 * - `GET /` leads to it;
 * - `GET /chat`: the widget as a page of its own; `?source=` names where the person came from (a QR
 *   code, a poster); `?embed=1` is the same page for an iframe on any site; `?client=webchat` is
 *   Microsoft's Web Chat in the widget's place;
 * - `GET /chat/widget.js`: the widget for any page, with one tag:
 *   `<script src="https://…/chat/widget.js" data-source="qr-a" defer></script>`;
 * - `GET /chat/widget.css`: its looks, asked for only by browsers without constructed style sheets.
 *
 * It runs in Android WebView and Chrome from 61 (2017), Safari and iOS from 12, Firefox from 68.
 * Other sites may load the two files and frame `?embed`; a site with a Content-Security-Policy needs
 * our origin in `script-src` and `connect-src` (there with `wss:`), or in `frame-src`. No cookie is
 * set, nothing is asked of a third party, and there is no inline script or style.
 *
 * Throws when the widget has not been built. Expects helmet's headers on every response, and
 * loosens those that would be in the way.
 */
export function chatPageRouter({ programmeName, folder }: ChatPageParts): Router {
  const built = folder ?? join(PROJECT_DIR, 'dist/widget');
  const script = readAsset(join(built, 'widget.js'), 'text/javascript; charset=utf-8');
  const css = readAsset(join(built, 'widget.css'), 'text/css; charset=utf-8');
  const router = Router();

  const webChat = createWebChat();

  // Who types only the host wants the chat.
  router.get('/', (_req, res) => res.redirect(302, 'chat'));
  router.get('/chat', async (req, res) => {
    const { embed, client } = req.query;
    const source = SOURCE.safeParse(req.query.source).data;
    const title = `${words.label} · ${programmeName}`;
    // Relative, so that a proxy may put the service under a path.
    const base = req.path.endsWith('/') ? '' : 'chat/';
    res.set('Cache-Control', 'no-cache').type('html');
    if (client === 'webchat') {
      const { policy, style: head, scripts } = await webChat.page(source);
      protect(res, embed !== undefined, policy);
      const body = `<div id="webchat">${LOADING}</div>`;
      return void res.send(page({ title, base, scripts, head, body }));
    }
    protect(res, embed !== undefined);
    const attribute = source === undefined ? '' : ` source="${escapeHtml(source)}"`;
    const body = `<tro-ly-vn fill${attribute}>${LOADING}</tro-ly-vn>`;
    const scripts = [{ path: `widget.js?v=${script.hash}` }];
    res.send(page({ title, base, scripts, body }));
  });
  router.use(webChat.router);
  router.get('/chat/widget.js', sendAsset(script));
  router.get('/chat/widget.css', sendAsset(css));
  return router;
}

function protect(
  res: Response,
  isFramedAnywhere: boolean,
  more: Record<string, string> = {},
): void {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    // 'self' does not cover WebSockets before Chrome 64 and Safari 15.4.
    'connect-src': "'self' ws: wss:",
    'img-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': isFramedAnywhere ? '*' : "'self'",
    ...more,
  };
  const directives = Object.entries(policy).map(([name, sources]) => `${name} ${sources}`);
  res.set('Content-Security-Policy', directives.join('; '));
  if (!isFramedAnywhere) return;
  // It knows no "anywhere": only its absence allows other sites.
  res.removeHeader('X-Frame-Options');
  res.set('Cross-Origin-Resource-Policy', 'cross-origin');
}

interface PageParts {
  title: string;
  /** Before the scripts' paths. */
  base: string;
  scripts: readonly PageScript[];
  head?: string;
  body: string;
}

function page({ title, base, scripts, head = '', body }: PageParts): string {
  const tags = scripts.map(({ path, attributes = {} }) => {
    const all = Object.entries({ src: base + path, ...attributes });
    return `<script ${all.map(([k, v]) => `${k}="${escapeHtml(v)}"`).join(' ')} defer></script>`;
  });
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${[...tags, head].filter(Boolean).join('\n')}
</head>
<body>
${body}
<noscript>${escapeHtml(words.noScript)}</noscript>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
