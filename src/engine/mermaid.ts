import { edgesOf, type Flow, type Step } from './bot.ts';
import { END } from './flow.ts';

/** A flow as a Mermaid flowchart: questions are rhombs' neighbours, decisions are rhombs, ends are round. */
export function mermaid(flow: Flow): string {
  const lines = ['flowchart TD', `  start([${quote(flow.title)}]) --> ${nodeId(flow.start)}`];
  for (const [name, step] of flow.steps) {
    lines.push(`  ${nodeId(name)}${shape(step)}`);
    for (const { label, to } of edgesOf(step)) {
      lines.push(`  ${nodeId(name)} -->${label === '' ? '' : `|${quote(label)}|`} ${nodeId(to)}`);
    }
  }
  if ([...flow.steps.values()].some((step) => edgesOf(step).some(({ to }) => to === END))) {
    lines.push(`  ${nodeId(END)}(( ))`);
  }
  return `${lines.join('\n')}\n`;
}

/** `end` is a keyword of Mermaid, and a hyphen an arrow's beginning. */
const nodeId = (name: string) => `s_${name.replaceAll('-', '_')}`;

function shape(step: Step): string {
  switch (step.kind) {
    case 'ask':
      return `[/${quote(firstLine(step.text))}/]`;
    case 'decide':
      return `{${quote(step.rule)}}`;
    case 'jump':
      return `[[${quote(step.to)}]]`;
    case 'answer':
      return `[${quote(step.topic)}]`;
    case 'end':
      return `([${quote(firstLine(step.text))}])`;
    default:
      return `[${quote(firstLine(step.text))}]`;
  }
}

const firstLine = (text: string) => {
  const line = text.split('\n')[0]!;
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const quote = (text: string) =>
  `"${text.replaceAll('"', '#quot;').replaceAll('{', '').replaceAll('}', '')}"`;
