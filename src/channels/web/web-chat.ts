import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { PROJECT_DIR } from '../../project-dir.ts';
import { type Asset, readAsset, readLargeAsset, sendAsset } from './asset.ts';

/** What stands in a page to load a script: its address under `/chat/` and its attributes. */
export interface PageScript {
  path: string;
  attributes?: Readonly<Record<string, string>>;
}

/** Microsoft's Web Chat as a page of our own, for who is used to it or embeds it elsewhere, too. */
export interface WebChat {
  /** `GET /chat/webchat.js`, 3.9 MB (945 kB compressed), and the script that starts it. */
  router: Router;
  /** What one page needs: its scripts, in order, its style, and directives of its policy. */
  page(source: string | undefined): Promise<{
    scripts: PageScript[];
    style: string;
    policy: Record<string, string>;
  }>;
}

/** The hash of nothing: a style element that Web Chat adds empty and fills by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** It fills the page; and a text's lines stand under one another, not each in a paragraph of its own. */
const STYLE =
  'html,body,#webchat{height:100%;margin:0}' +
  '#webchat p.webchat__text-content--is-plain{min-height:0;padding-bottom:0;padding-top:0}' +
  '#webchat p.webchat__text-content--is-plain:empty{height:10px}' +
  '#webchat p.webchat__text-content--is-plain:first-child{padding-top:10px}' +
  '#webchat p.webchat__text-content--is-plain:last-child{padding-bottom:10px}';

const TYPE = 'text/javascript; charset=utf-8';

/**
 * `botframework-webchat` as npm brought it, from our own origin. It is read and compressed when the
 * first page asks for it: most never do. Of the strict policy it needs this much loosened: styles it
 * makes itself (with the page's nonce), and pictures that stand in them.
 */
export function createWebChat(): WebChat {
  const folder = join(PROJECT_DIR, 'node_modules/botframework-webchat/dist');
  const start = readAsset(join(import.meta.dirname, 'web-chat-start.js'), TYPE);
  let read: Promise<Asset> | undefined;
  const bundle = () => {
    read ??= readLargeAsset(join(folder, 'webchat.js'), TYPE);
    return read;
  };
  const send: RequestHandler = async (req, res, next) => sendAsset(await bundle())(req, res, next);

  const router = Router();
  router.get('/chat/webchat.js', send);
  router.get('/chat/webchat-start.js', sendAsset(start));

  return {
    router,
    async page(source) {
      const nonce = randomBytes(16).toString('base64');
      const { hash } = await bundle();
      return {
        scripts: [
          { path: `webchat.js?v=${hash}` },
          {
            path: `webchat-start.js?v=${start.hash}`,
            attributes: { nonce, ...(source !== undefined && { 'data-source': source }) },
          },
        ],
        style: `<style nonce="${nonce}">${STYLE}</style>`,
        policy: {
          'style-src': `'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
          'img-src': 'data: blob:',
        },
      };
    },
  };
}
