import { fileURLToPath } from 'node:url';

/** The project's folder: relative paths in settings start here, wherever the command was typed. */
export const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));
