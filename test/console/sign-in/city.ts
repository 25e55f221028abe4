import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { browse, type Visitor } from './office.ts';

/** A person as the city's sign-on knows them. */
export interface Citizen {
  sub: string;
  email: string;
  verified: boolean;
}

/** A real OpenID Connect provider, where whoever comes is `citizen` at once. */
export interface City {
  issuer: string;
  citizen: Citizen;
  /** The queries of the requests to its authorization address. */
  asked: URLSearchParams[];
  /** Takes requests and never answers. */
  isSilent: boolean;
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'console', clientSecret: 'a-secret-of-the-city' };

export async function openCity(redirectUri: () => string): Promise<City> {
  // The address must be known to the provider, which must be there when the first request comes.
  let answer: RequestListener = (_, res) => res.writeHead(503).end();
  const server = createServer((req, res) => city.isSilent || answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const city: City = {
    issuer,
    citizen: { sub: 'none', email: 'none@example.vn', verified: true },
    asked: [],
    isSilent: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        // The port of this machine's own address may be any (RFC 8252, 7.3).
        application_type: 'native',
        redirect_uris: [redirectUri()],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    async findAccount(_, sub) {
      const { email, verified } = city.citizen;
      const claims = async () => ({ sub, email, email_verified: verified, name: 'Từ thành phố' });
      return { accountId: sub, claims };
    },
    interactions: { url: (_, { uid }) => `/enter/${uid}` },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of the test'] },
  });
  const handle = provider.callback();
  answer = async (req, res) => {
    forGood(res);
    const url = new URL(req.url!, issuer);
    if (url.pathname === '/auth') city.asked.push(url.searchParams);
    if (!url.pathname.startsWith('/enter/')) return handle(req, res);
    // What a person would do on two pages: say who they are, and agree.
    const { params } = await provider.interactionDetails(req, res);
    const accountId = city.citizen.sub;
    const grant = new provider.Grant({ accountId, clientId: params.client_id as string });
    grant.addOIDCScope('openid email profile');
    const grantId = await grant.save();
    await provider.interactionFinished(req, res, { login: { accountId }, consent: { grantId } });
  };
  return city;
}

/** Lets cookies last as long as the browser: its clock is not that of the tests. */
function forGood(res: ServerResponse): void {
  const set = res.setHeader.bind(res);
  res.setHeader = (name, value) =>
    set(
      name,
      Array.isArray(value) ? value.map((one) => one.replace(/; expires=[^;]*/, '')) : value,
    );
}

/** Follows the way through the sign-on and back, as a browser does; ends at the console's page. */
export async function throughCity(browser: Visitor, start: string, console: string): Promise<URL> {
  let at = new URL(start);
  const there = browse(at.origin, at.origin);
  for (let hops = 0; hops < 10; hops++) {
    const isConsole = at.origin === console;
    if (isConsole && !at.pathname.startsWith('/console/api/')) return at;
    const { status, headers, body } = await (isConsole ? browser : there).get(at.href);
    const location = headers.get('Location');
    if (location === null) throw new Error(`${at.pathname} answered ${status}: ${body}`);
    at = new URL(location, at);
  }
  throw new Error('too many redirects');
}
