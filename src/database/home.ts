import { randomBytes } from 'node:crypto';
import {
  chown,
  lstat,
  mkdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { postgresBinaries, sharedFolder } from './binaries.ts';
import { runCommand } from './command.ts';
import { isRoot, mayUse, type ServerUser, unprivilegedUser } from './server-user.ts';

/** The role that owns everything in the embedded server. */
export const ROLE = 'assistant';

/**
 * Where the embedded server lives: `cluster` (its data), `password`, `server.log`.
 *
 * That is `DATA_DIR/postgres`. As root, where the server's unprivileged user may not enter DATA_DIR
 * (a checkout under /root, say), `DATA_DIR/postgres` is a link to a folder of its own under
 * /var/lib/tro-ly-ten-mien-vn, made once and with a random name, so that a checkout that was deleted
 * and made again does not come upon another one's data.
 */
export interface Home {
  /** The real path, without links. */
  folder: string;
  cluster: string;
  passwordFile: string;
  logFile: string;
  /** Folder with `initdb`, `pg_ctl`, `postgres`. */
  bin: string;
  /** Whom the server runs as; `undefined`: as whoever runs the service. */
  user: ServerUser | undefined;
}

/** The server's home under `dataDir`, made and filled by `initdb` if it is not there yet. */
export async function openHome(dataDir: string, log: Log): Promise<Home> {
  await mkdir(dataDir, { recursive: true });
  const place = join(dataDir, 'postgres');
  if (!(await lstat(place).catch(() => undefined))) await createHome(dataDir, place, log);
  const folder = await realpath(place).catch(() => {
    throw new Error(
      `${place} is a link to a folder that is gone: put the folder back, or delete the link to start with no data`,
    );
  });
  const user = await ownerOf(folder);
  return homeIn(folder, user, join(await postgresBinaries(user), 'bin'));
}

function homeIn(folder: string, user: ServerUser | undefined, bin: string): Home {
  return {
    folder,
    cluster: join(folder, 'cluster'),
    passwordFile: join(folder, 'password'),
    logFile: join(folder, 'server.log'),
    bin,
    user,
  };
}

/** The server runs as the owner of its data, so a service may run as that user now and as root then. */
async function ownerOf(folder: string): Promise<ServerUser | undefined> {
  const { uid, gid } = await stat(folder);
  if (isRoot()) {
    if (!mayUse({ uid, gid }, folder)) {
      throw new Error(
        `${folder} cannot be entered by its owner (user ${uid}): open the folders above it`,
      );
    }
    return { uid, gid };
  }
  const own = process.getuid?.();
  if (own !== undefined && own !== uid) {
    throw new Error(
      `${folder} belongs to user ${uid}, not to user ${own}: run as that user or as root, or set DATA_DIR`,
    );
  }
  return undefined;
}

/**
 * Everything is made under another name and then put in place by one rename (or link), so that of
 * several processes that start at once one wins and a killed one leaves nothing half made.
 */
async function createHome(dataDir: string, place: string, log: Log): Promise<void> {
  const user = isRoot() ? unprivilegedUser() : undefined;
  const elsewhere = user !== undefined && !mayUse(user, dataDir);
  const name = randomBytes(6).toString('hex');
  const parent = elsewhere ? await sharedFolder(user) : await realpath(dataDir);
  const unfinished = join(parent, `.new-${name}`);
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const home = homeIn(unfinished, user, join(await postgresBinaries(user), 'bin'));
    await writeFile(home.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) {
      await chown(home.passwordFile, user.uid, user.gid);
      await chown(unfinished, user.uid, user.gid);
    }
    await initdb(home);
    if (elsewhere) {
      const folder = join(parent, name);
      await rename(unfinished, folder);
      await symlink(folder, place).catch(async (error) => {
        await rm(folder, { recursive: true, force: true });
        throw error;
      });
      log.info({ folder }, 'the database user may not enter DATA_DIR: the database lies elsewhere');
    } else {
      await rename(unfinished, place);
    }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await lstat(place).catch(() => undefined))) throw error;
  }
}

async function initdb(home: Home): Promise<void> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Without the DETAIL lines of errors, which quote rows.
    log_error_verbosity: 'terse',
  };
  await runCommand(
    join(home.bin, 'initdb'),
    [
      `--pgdata=${home.cluster}`,
      `--username=${ROLE}`,
      `--pwfile=${home.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Lowers Vietnamese letters right whatever locales the machine has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { cwd: home.folder, user: home.user },
  );
}
