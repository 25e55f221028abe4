import { chmod, lstat, mkdir, mkdtemp, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmbedded } from '../../src/database/embedded.ts';
import { openDatabase } from '../../src/database/open.ts';
import { secret } from '../../src/database/secrets.ts';
import {
  isRoot,
  mayUse,
  type ServerUser,
  unprivilegedUser,
} from '../../src/database/server-user.ts';
import { PROJECT_DIR } from '../../src/project-dir.ts';
import { type Child, isRunning, startChild } from '../support/child.ts';
import { emptyDatabase, testLog } from '../support/database.ts';

interface Greeting {
  found: string[];
  value: string;
  postmaster: number;
}

let folder: string;
let children: Child[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-open-'));
  await chmod(folder, 0o711);
  children = [];
});

afterEach(async () => {
  for (const child of children) if (isRunning(child.process.pid!)) await child.end('SIGKILL');
  const place = join(folder, 'data/postgres');
  const there = await lstat(place).catch(() => undefined);
  if (there) {
    const server = await startEmbedded(join(folder, 'data'), testLog);
    await server.close();
    if (there.isSymbolicLink()) await rm(await realpath(place), { recursive: true });
  }
  await rm(folder, { recursive: true });
});

function service(name: string, options: { uid?: number; gid?: number } = {}): Child {
  const file = fileURLToPath(new URL('open-child.ts', import.meta.url));
  const child = startChild(file, [join(folder, 'data'), name], options);
  children.push(child);
  return child;
}

async function close(child: Child): Promise<void> {
  child.tell('close');
  expect(await child.end()).toBe(0);
}

describe('the embedded database', () => {
  test('starts with nothing there, and finds its data when started again', async () => {
    const first = service('one');
    expect(((await first.next()) as Greeting).found).toEqual([]);
    await close(first);

    const second = service('two');
    expect(((await second.next()) as Greeting).found).toEqual(['one']);
    await close(second);
  });

  test('is taken up again after its service was killed, and stopped by the last one', async () => {
    const first = service('one');
    const { postmaster } = (await first.next()) as Greeting;
    await first.end('SIGKILL');
    expect(isRunning(postmaster)).toBe(true);

    const second = service('two');
    const greeting = (await second.next()) as Greeting;
    expect(greeting).toMatchObject({ found: ['one'], postmaster });
    await close(second);
    await expect.poll(() => isRunning(postmaster), { timeout: 5000 }).toBe(false);
  });

  test('is shared by services that start at the same moment, and outlives the first to leave', async () => {
    const services = ['one', 'two', 'three'].map((name) => service(name));
    const greetings = (await Promise.all(services.map((s) => s.next()))) as Greeting[];
    const { postmaster } = greetings[0]!;
    expect(greetings.map((greeting) => greeting.postmaster)).toEqual(Array(3).fill(postmaster));

    await close(services[0]!);
    await close(services[1]!);
    expect(isRunning(postmaster)).toBe(true);
    await close(services[2]!);
    await expect.poll(() => isRunning(postmaster), { timeout: 5000 }).toBe(false);
  });

  test('is started again at the same address when the server itself is killed', async () => {
    const database = await openDatabase({ dataDir: join(folder, 'data') }, testLog);
    const value = await secret(database.pool, 'kept');
    const { rows } = await database.pool.query("SELECT pg_read_file('postmaster.pid') AS file");
    process.kill(Number(rows[0].file.split('\n')[0]), 'SIGKILL');

    const again = async () => {
      try {
        return await secret(database.pool, 'kept');
      } catch {
        return 'not yet';
      }
    };
    await sleep(100);
    await expect.poll(again, { timeout: 15_000, interval: 100 }).toBe(value);
    await database.close();
  });

  test.runIf(isRoot())('works where only root may enter, with its data elsewhere', async () => {
    await chmod(folder, 0o700);
    const first = service('one');
    await first.next();
    await close(first);
    expect(await readlink(join(folder, 'data/postgres'))).toMatch(
      /\/tro-ly-ten-mien-vn\/[0-9a-f]+$/,
    );

    const second = service('two');
    expect(((await second.next()) as Greeting).found).toEqual(['one']);
    await close(second);
  });

  test.runIf(ordinaryUser())(
    'runs for an ordinary user, and for root on that user’s data',
    async () => {
      await mkdir(join(folder, 'data'));
      await chmod(join(folder, 'data'), 0o777);
      const ordinary = service('one', ordinaryUser());
      expect(((await ordinary.next()) as Greeting).found).toEqual([]);
      await close(ordinary);

      const asRoot = service('two');
      expect(((await asRoot.next()) as Greeting).found).toEqual(['one']);
      await close(asRoot);
    },
  );
});

/** Whom a test run by root can play: needs a checkout that this user may read. */
function ordinaryUser(): ServerUser | undefined {
  if (!isRoot()) return undefined;
  const user = unprivilegedUser();
  return mayUse(user, PROJECT_DIR, [process.execPath]) ? user : undefined;
}

test('DATABASE_URL is used as it is, and its server left running', async () => {
  const given = await emptyDatabase();
  const database = await openDatabase(
    { databaseUrl: given.url, dataDir: join(folder, 'unused') },
    testLog,
  );
  expect(database.url).toBe(given.url);
  expect(await database.prisma.conversation.count()).toBe(0);
  await database.close();
  await database.close();

  const client = new pg.Client({ connectionString: given.url });
  await client.connect();
  expect((await client.query('SELECT count(*)::int AS n FROM secret')).rows).toEqual([{ n: 0 }]);
  await client.end();
  await given.close();
});
