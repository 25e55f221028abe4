import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The unprivileged user PostgreSQL runs as when the service runs as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** True when this process is root, as whom PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The first of `postgres` and `nobody` that this machine knows. Only asked for as root. */
export function unprivilegedUser(): ServerUser {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody: ' +
      'start the service as an ordinary user, or set DATABASE_URL',
  );
}

/**
 * Whether `user` gets to a folder and may use the given entries of it. Tried rather than worked out
 * from modes, because access lists and mounts have their say too.
 */
export function mayUse(user: ServerUser, folder: string, entries: readonly string[] = []): boolean {
  const tried = spawnSync(
    '/bin/sh',
    ['-c', 'cd "$1" && shift && for e; do test -x "$e" || exit 1; done', 'sh', folder, ...entries],
    { ...user, cwd: '/', env: {}, stdio: 'ignore' },
  );
  if (tried.error) throw new Error(`cannot run as user ${user.uid}: ${tried.error.message}`);
  return tried.status === 0;
}
