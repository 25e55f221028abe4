import { z } from 'zod';
import { type Diagnostic, nearestName } from './diagnostic.ts';
import { type FlowFile, FlowHead, Name, STEP_SCHEMAS, type Step } from './flow.ts';
import { show, type YamlSource } from './source.ts';

const KINDS = Object.keys(STEP_SCHEMAS) as (keyof typeof STEP_SCHEMAS)[];

/**
 * Reads a flow file. The head and every step are checked apart, so that one bad step does not hide
 * the mistakes of the next, and a step is told its kind's own rules rather than those of all kinds.
 */
export function parseFlow(
  source: YamlSource,
  report: (diagnostic: Diagnostic) => void,
): FlowFile | undefined {
  const { data } = source;
  if (data === undefined) return undefined;
  const shell = z.strictObject({ ...FlowHead, steps: z.record(Name, z.looseObject({})) });
  const head = source.parse(shell, data, [], report);
  const rawSteps = (data as { steps?: Record<string, unknown> | null } | null)?.steps ?? {};
  const steps: Record<string, Step> = {};
  let sound = head !== undefined;
  for (const [name, raw] of Object.entries(rawSteps)) {
    const step = parseStep(source, name, raw, report);
    if (step === undefined) sound = false;
    else steps[name] = step;
  }
  return sound && head !== undefined ? { ...head, steps } : undefined;
}

function parseStep(
  source: YamlSource,
  name: string,
  raw: unknown,
  report: (diagnostic: Diagnostic) => void,
): Step | undefined {
  const path = ['steps', name];
  if (typeof raw !== 'object' || raw === null) return undefined; // the head's check said so
  const kind = KINDS.find((key) => key in raw);
  if (kind === undefined) {
    const first = Object.keys(raw)[0] ?? '';
    report(
      source.diagnostic(path, {
        found: show(raw),
        allowed: `a step with one of ${KINDS.join(', ')}`,
        nearest: nearestName(first, KINDS),
      }),
    );
    return undefined;
  }
  return source.parse(STEP_SCHEMAS[kind] as z.ZodType<Step>, raw, path, report);
}
