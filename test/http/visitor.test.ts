import { expect, test } from 'vitest';
import { isPerson } from '../../src/http/visitor.ts';

const CHROME =
  'Mozilla/5.0 (Linux; Android 13; RMX3630) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

test.each([
  ['Chrome', CHROME],
  [
    'the browser inside Zalo on Android',
    `${CHROME} Zalo android/12100657 ZaloTheme/light ZaloLanguage/vi`,
  ],
  [
    'the browser inside Zalo on an iPhone',
    `${SAFARI} Zalo iOS/484 ZaloTheme/light ZaloLanguage/vn`,
  ],
  [
    'the browser inside Messenger',
    `${SAFARI} [FBAN/MessengerForiOS;FBAV/460.0.0.29.110;FBLC/vi_VN]`,
  ],
  ['a phone named CUBOT', CHROME.replace('RMX3630', 'CUBOT NOTE 20')],
])('%s is a person', (_name, agent) => {
  expect(isPerson({ method: 'GET', headers: { 'user-agent': agent } })).toBe(true);
});

test.each([
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
  'TelegramBot (like TwitterBot)',
  'WhatsApp/2.23.20.0 A',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Slack-ImgProxy (+https://api.slack.com/robots)',
  'Twitterbot/1.0',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  'Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'ZaloPreviewBot/1.0',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
])('%s is a program', (agent) => {
  expect(isPerson({ method: 'GET', headers: { 'user-agent': agent } })).toBe(false);
});

test.each([
  ['HEAD', {}],
  ['GET', { 'sec-purpose': 'prefetch;prerender' }],
  ['GET', { purpose: 'prefetch' }],
])('%s with %j is not yet an opening', (method, headers) => {
  expect(isPerson({ method, headers: { 'user-agent': CHROME, ...headers } })).toBe(false);
});
