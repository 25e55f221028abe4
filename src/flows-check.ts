import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explore } from './engine/explore.ts';
import { jsonSchemas } from './engine/json-schema.ts';
import { mermaid } from './engine/mermaid.ts';
import { FlowsError, loadBot } from './load.ts';
import { PROJECT_DIR } from './project-dir.ts';

const USAGE = `npm run flows:check                      check all files under flows/ and explore every path
npm run flows:check -- --mermaid <dir>   also write each flow as a Mermaid diagram
npm run flows:check -- --schema          also renew the JSON Schemas for editors (flows/schema/)
`;

const { values } = parseArgs({
  options: {
    mermaid: { type: 'string' },
    schema: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
const out = (line: string) => process.stdout.write(`${line}\n`);

if (values.help) out(USAGE);
else process.exitCode = main();

function main(): number {
  if (values.schema) writeAll(join(PROJECT_DIR, 'flows', 'schema'), schemas());
  try {
    const { bot } = loadBot();
    if (values.mermaid !== undefined) {
      const flows = [...bot.flows.values()].map(
        (flow) => [`${flow.name}.mmd`, mermaid(flow)] as const,
      );
      writeAll(resolve(values.mermaid), flows);
    }
    const day = (date: string) => new Date(`${date}T12:00:00+07:00`);
    const { lastDay } = bot.programme;
    const found = explore(bot, day(lastDay));
    out(
      `${found.flows} flows, ${found.steps} steps, ${found.visited} of ${found.edges} edges gone along in ${found.turns} turns; ` +
        `${bot.answers.size} answers in ${bot.groups.size} groups`,
    );
    for (const problem of found.problems) out(`failed: ${problem}`);
    out(found.problems.length === 0 ? 'everything holds' : `${found.problems.length} problems`);
    return found.problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FlowsError)) throw error;
    out(error.message);
    out(`${error.diagnostics.length} mistakes`);
    return 1;
  }
}

function schemas(): (readonly [string, string])[] {
  return Object.entries(jsonSchemas()).map(([name, schema]) => [
    name,
    `${JSON.stringify(schema, null, 2)}\n`,
  ]);
}

function writeAll(folder: string, files: Iterable<readonly [string, string]>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    writeFileSync(join(folder, name), text);
    out(`wrote ${join(folder, name)}`);
  }
}
