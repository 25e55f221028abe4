import type { IncomingMessage } from 'node:http';

/**
 * User-Agents of programs that look at a link without a person having opened it: previews in chats
 * (facebookexternalhit, TelegramBot, Discordbot, Twitterbot, Slackbot, Slack-ImgProxy, WhatsApp/2.x,
 * SkypeUriPreview, ZaloPreviewBot …) and search engines (Googlebot, bingbot, coccocbot-web …).
 *
 * "Zalo" alone is no such sign: the browser inside the Zalo app, in which most people open our
 * links, ends with `Zalo android/12100657 ZaloTheme/light ZaloLanguage/vi`. Nor are FBAN and FBAV,
 * the browser inside Facebook and Messenger; nor the phones named CUBOT.
 */
const PROGRAM =
  /(?<!cu)bot\b|crawler|spider|preview|externalhit|externalagent|externalfetcher|facebot|slack-imgproxy|google-inspectiontool|googleother|^whatsapp\//i;

/**
 * True when a request is most likely a person opening a link. HEAD, pages that a browser fetches
 * ahead of a tap, previews and crawlers are not.
 */
export function isPerson({
  method,
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`;
  return (
    method !== 'HEAD' &&
    !/prefetch|preview/i.test(purpose) &&
    !PROGRAM.test(headers['user-agent'] ?? '')
  );
}
