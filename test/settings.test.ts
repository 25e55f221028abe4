import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../src/project-dir.ts';
import { parseSettings, publicUrl, SettingsError } from '../src/settings.ts';

describe('settings', () => {
  test('work with nothing set, or set to nothing', () => {
    const defaults = {
      port: 3000,
      host: '127.0.0.1',
      dataDir: `${PROJECT_DIR}data`,
      logLevel: 'info',
      trustProxy: 'loopback',
      channels: { shared: ['zalo', 'messenger', 'zalo-personal'], messagesPerMinute: 30 },
      console: { requireTwoFactor: false },
    };
    expect(parseSettings({})).toEqual(defaults);
    expect(parseSettings({ PORT: '', DATABASE_URL: ' ', LOG_LEVEL: '' })).toEqual(defaults);
  });

  test('are read from the environment', () => {
    const settings = parseSettings({
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://tro-ly.example.vn/',
      DATABASE_URL: 'postgres://me:secret@db.example:5432/bot',
      DATA_DIR: '/srv/bot',
      LOG_LEVEL: 'debug',
      DIRECT_LINE_SECRET: 'sixteen letters!',
      METRICS_TOKEN: 'sixteen-letters!',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      SHARED_CHANNELS: 'zalo, web',
      MESSAGES_PER_MINUTE: '12',
      OTHER: 'left alone',
    });
    expect(settings).toEqual({
      port: 0,
      host: '::1',
      publicUrl: 'https://tro-ly.example.vn',
      databaseUrl: 'postgres://me:secret@db.example:5432/bot',
      dataDir: '/srv/bot',
      logLevel: 'debug',
      directLineSecret: 'sixteen letters!',
      metricsToken: 'sixteen-letters!',
      trustProxy: 'loopback, 10.0.0.0/8',
      channels: { shared: ['zalo', 'web'], messagesPerMinute: 12 },
      console: { requireTwoFactor: false },
    });
  });

  test('no channel need be shared', () => {
    expect(parseSettings({ SHARED_CHANNELS: 'none' }).channels.shared).toEqual([]);
  });

  test.each([
    [{ OPENAI_MODEL: 'm' }, undefined],
    [{ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }, undefined],
    [
      { OPENAI_MODEL: 'm', OPENAI_API_KEY: 'k' },
      { name: 'm', apiKey: 'k' },
    ],
    [
      { OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1/' },
      { name: 'm', baseUrl: 'http://127.0.0.1:11434/v1' },
    ],
    [
      { OPENAI_MODEL: 'm', OPENAI_API_KEY: 'k', OPENAI_PRICE_PROMPT: '0.15' },
      { name: 'm', apiKey: 'k' },
    ],
    [
      {
        OPENAI_MODEL: 'm',
        OPENAI_API_KEY: 'k',
        OPENAI_PRICE_PROMPT: '0.15',
        OPENAI_PRICE_COMPLETION: '0.6',
      },
      { name: 'm', apiKey: 'k', prices: { prompt: 0.15, completion: 0.6 } },
    ],
  ])('have a model only with its name and where it is: %j', (env, model) => {
    expect(parseSettings(env).model).toEqual(model);
  });

  test('take a database behind a socket', () => {
    const databaseUrl = 'postgresql:///bot?host=/var/run/postgresql';
    expect(parseSettings({ DATABASE_URL: databaseUrl }).databaseUrl).toBe(databaseUrl);
  });

  test.each([
    [{ PORT: 'abc' }, 'PORT: found "abc", allowed a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: found "65536", allowed a whole number'],
    [{ PORT: '-1' }, 'PORT: found "-1"'],
    [{ PORT: '3e3' }, 'PORT: found "3e3"'],
    [{ HOST: 'a b' }, 'HOST: found "a b", allowed a host name or an IP address'],
    [{ PUBLIC_URL: 'tro-ly.vn' }, 'PUBLIC_URL: found "tro-ly.vn", allowed an address that starts'],
    [{ PUBLIC_URL: 'ftp://a.vn' }, 'PUBLIC_URL: found "ftp://a.vn"'],
    [{ PUBLIC_URL: 'https://a.vn/tro-ly' }, 'PUBLIC_URL: found "https://a.vn/tro-ly", allowed an'],
    [{ PUBLIC_URL: 'https://a.vn/?x' }, 'PUBLIC_URL: found "https://a.vn/?x", allowed an address'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: found "loud", allowed one of trace, debug, info'],
    [
      { DIRECT_LINE_SECRET: 'short' },
      'DIRECT_LINE_SECRET: found a secret of another form, allowed',
    ],
    [{ TRUST_PROXY: 'a;b' }, 'TRUST_PROXY: found "a;b", allowed loopback'],
    [
      { SHARED_CHANNELS: 'zalo,icq' },
      'SHARED_CHANNELS: found "zalo,icq", allowed none, or of zalo',
    ],
    [{ MESSAGES_PER_MINUTE: '0' }, 'MESSAGES_PER_MINUTE: found "0", allowed a whole number from 1'],
    [{ OPENAI_PRICE_PROMPT: 'free' }, 'OPENAI_PRICE_PROMPT: found "free", allowed US dollars'],
    [{ OPENAI_API_KEY: 'a b' }, 'OPENAI_API_KEY: found a secret of another form, allowed a key'],
    [{ OPENAI_BASE_URL: 'ftp://me:geheim@x' }, 'OPENAI_BASE_URL: found "ftp://…", allowed'],
    [{ DATABASE_URL: 'nonsense' }, 'DATABASE_URL: found something that is no address, allowed'],
  ])('%j is refused in one line', (env, message) => {
    const error = failure(env);
    expect(error).toBeInstanceOf(SettingsError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('\n');
  });

  test('all mistakes are told at once, and a password never', () => {
    const { message } = failure({ PORT: 'x', DATABASE_URL: 'mysql://me:geheim@db/bot' });
    expect(message).toContain('PORT: found "x"');
    expect(message).toContain('DATABASE_URL: found "mysql://…"');
    expect(message).not.toContain('geheim');
  });
});

describe('the public address', () => {
  test.each([
    [{}, 3000, 'http://127.0.0.1:3000'],
    [{ PORT: '0' }, 45678, 'http://127.0.0.1:45678'],
    [{ HOST: '0.0.0.0' }, 3000, 'http://127.0.0.1:3000'],
    [{ HOST: '::1' }, 3000, 'http://[::1]:3000'],
    [{ PUBLIC_URL: 'https://a.vn:8443/' }, 3000, 'https://a.vn:8443'],
  ])('of %j at port %i is %s', (env, port, url) => {
    expect(publicUrl(parseSettings(env), port)).toBe(url);
  });
});

function failure(env: Record<string, string>): Error {
  try {
    parseSettings(env);
  } catch (error) {
    return error as Error;
  }
  throw new Error('was taken');
}
