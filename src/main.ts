import { FlowsError } from './load.ts';
import { createLog } from './log.ts';
import { startService } from './service.ts';
import { loadSettings, type Settings, SettingsError } from './settings.ts';
import { onSignal } from './stopping.ts';

/** `npm start`: the service until SIGTERM or SIGINT. */
async function main(settings: Settings): Promise<void> {
  const log = createLog(settings.logLevel);
  const service = await startService(settings, log);
  const stop = onSignal({ stop: service.stop, log, exit: process.exit });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`
  Trợ lý .vn is ready at ${service.url}
    chat         ${service.url}/chat
    officers     ${service.url}/console
    API          ${service.url}/api/openapi.json
    health       ${service.url}/healthz  ${service.url}/readyz
    in terminal  npm run chat
`);
}

try {
  await main(loadSettings());
} catch (error) {
  // A mistake in what was given to the service is told in its own words; anything else with its trace.
  const plain = error instanceof SettingsError || error instanceof FlowsError;
  process.stderr.write(`${plain ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
