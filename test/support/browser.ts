import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import packages from '../../package-lock.json' with { type: 'json' };

/**
 * A headless Chromium that came with `npm ci`: nothing is installed, and it brings the libraries and
 * the fonts it needs. Launch one for a test file, give each test a context of its own, and close it
 * in `afterAll`.
 */
export async function launchBrowser(): Promise<Browser> {
  const home = await unpacked();
  return playwright.launch({
    executablePath: join(home, 'chromium'),
    args: [
      '--headless',
      // As root it does not start otherwise; the only pages it sees are ours.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}

/**
 * The folder with the unpacked browser, kept from run to run. The package takes whatever lies in the
 * temporary folder for whole, also the half that another process is still writing; so it unpacks
 * into a temporary folder of its own, which is put in its place when it is complete.
 */
async function unpacked(): Promise<string> {
  const { version } = packages.packages['node_modules/@sparticuz/chromium'];
  const home = join(tmpdir(), `chromium-of-tests-${version}-${userInfo().username}`);
  if (existsSync(home)) return home;
  const folder = await mkdtemp(join(tmpdir(), 'chromium-unpacking-'));
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env;
  // The second is what makes it unpack its libraries too.
  setEnvironment({ TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  try {
    await chromium.executablePath();
  } finally {
    setEnvironment({ TMPDIR, AWS_EXECUTION_ENV });
  }
  const fonts = [join(home, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`);
  const cache = `<cachedir>${join(home, 'font-cache')}</cachedir>`;
  await writeFile(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig>${fonts.join('')}${cache}</fontconfig>`,
  );
  try {
    await rename(folder, home);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(home)) throw error;
    await rm(folder, { recursive: true, force: true });
  }
  return home;
}

function setEnvironment(values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
