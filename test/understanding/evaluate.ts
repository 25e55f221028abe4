import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadBot } from '../../src/load.ts';
import { PROJECT_DIR } from '../../src/project-dir.ts';
import { parseNegatives } from '../../src/understanding/understand.ts';
import { miniSearch, mostFrequent, nodeNlp, ours } from './evaluation/contenders.ts';
import { measure, outcomesOf } from './evaluation/measure.ts';
import { plain, readMessages } from './evaluation/message.ts';
import { print } from './evaluation/print.ts';

const USAGE = `npm run evaluate                     score the understanding on the open part of the evaluation set
npm run evaluate -- --json <file>    also write everything as JSON
npm run evaluate -- --errors         also list the messages of the open part that went wrong
npm run evaluate -- --scored         score the part that is only scored: at most three times in all
`;

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    errors: { type: 'boolean' },
    scored: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
const out = (line: string) => process.stdout.write(`${line}\n`);

if (values.help) out(USAGE);
else await main();

async function main(): Promise<void> {
  const part = values.scored ? 'scored' : 'open';
  const began = performance.now();
  const { bot, understand } = loadBot();
  out(`files read and model ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const negatives = readFileSync(join(PROJECT_DIR, 'flows/language/negatives.yaml'), 'utf8');
  const lessons = {
    topics: [...bot.answers.values()],
    negatives: parseNegatives(negatives),
  };
  // Where the writer of the set happened on the very words of a phrasing, nothing is measured.
  const learned = new Set(
    [...lessons.topics, ...lessons.negatives].flatMap(({ phrasings }) => phrasings.map(plain)),
  );
  const all = readMessages(part);
  const messages = all.filter(({ text }) => plain(text) === '' || !learned.has(plain(text)));
  out(
    `${all.length - messages.length} of ${all.length} messages left out: learned from word for word`,
  );
  const nlp = await nodeNlp(lessons);
  if (nlp === undefined) out('node-nlp: not installed');

  const contenders = [
    ours(understand, new Date()),
    await miniSearch(lessons),
    ...(nlp === undefined ? [] : [nlp]),
    mostFrequent(lessons),
  ];
  const asked = [];
  for (const contender of contenders)
    asked.push({ name: contender.name, outcomes: await outcomesOf(contender, messages) });
  const measured = asked.map(({ name, outcomes }) => measure(name, outcomes));
  out(`part: ${part}`);
  out(print(measured));

  // What is only scored is not to be read.
  if (values.errors && part === 'open') {
    for (const { message, ranking } of asked[0]!.outcomes) {
      const [best] = ranking.candidates;
      const right =
        message.topic === null ? ranking.zone === 'none' : best?.topic === message.topic;
      if (right && (message.topic === null || ranking.zone === 'answer')) continue;
      const got = best === undefined ? '' : ` ${best.topic} ${best.score}`;
      out(`${message.kind} ${message.topic ?? '-'} ← ${ranking.zone}${got}: ${message.text}`);
    }
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ part, measured }, null, 2)}\n`);
}
