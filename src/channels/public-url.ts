import { isIP } from 'node:net';

/** Ports the Bot API sends webhooks to. */
const PORTS = ['', '80', '88', '443', '8443'];

/** Names that lead nowhere outside a house (RFC 6761, RFC 6762, ICANN's `.internal`). */
const INTERNAL = /(^|\.)(localhost|local|internal|lan|home|test|invalid)$/;

/**
 * Whether an address has a name that can be known outside. Telegram refuses a whole message when one
 * of its link buttons leads to `localhost`; of bare IP addresses none is taken for public here.
 */
export function hasPublicHost(url: string): boolean {
  const { hostname } = new URL(url);
  const isAddress = hostname.startsWith('[') || isIP(hostname) !== 0;
  return !isAddress && hostname.includes('.') && !INTERNAL.test(hostname);
}

/** Whether Telegram can send updates there: a public name, https, one of its ports. */
export function takesWebhook(url: string): boolean {
  const { protocol, port } = new URL(url);
  return protocol === 'https:' && PORTS.includes(port) && hasPublicHost(url);
}
