import { ExportOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { flows as flowWords } from '../../words/flows.ts';
import { simulator as words } from '../../words/simulator.ts';
import { type Step, stepsOf } from '../flows/steps.ts';
import { useDrawing, useKept } from '../flows/use-flows.ts';

/** The steps, answers and decisions that a turn passed, flow by flow, each leading to its place in the drawing. */
export function Passed({ passed }: { passed: readonly string[] }) {
  return (
    <Flex vertical gap="small">
      {runsOf(passed).map(({ flow, keys }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a flow can be passed twice in one turn
        <PassedOf key={i} flow={flow} keys={keys} />
      ))}
    </Flex>
  );
}

function PassedOf({ flow, keys }: { flow: string; keys: readonly string[] }) {
  const { data } = useDrawing(flow);
  if (data === undefined) return null;
  const steps = stepsOf(data);
  return (
    <div>
      <Typography.Text type="secondary">{data.title}</Typography.Text>
      <ul className="passed" style={{ margin: 0, paddingInlineStart: 18 }}>
        {keys.map((key) => {
          const { step, said } = read(key, steps);
          return (
            <li key={key}>
              {step && <StepLink flow={flow} step={step} />}
              {step && said && ': '}
              {said}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/**
 * Leads to a step without leaving what is played, which is nowhere but in this page: beside the
 * drawing of the same flow it is shown there, else in a new tab.
 */
function StepLink({ flow, step: { step, number } }: { flow: string; step: Step }) {
  const { flow: here } = useParams();
  const [params] = useSearchParams();
  const kept = useKept();
  const isHere = here === flow;
  const search = new URLSearchParams(isHere ? params : kept);
  search.set('step', step);
  return (
    <Link to={`/flows/${flow}?${search}`} {...(!isHere && { target: '_blank' })}>
      {flowWords.step(number)}
      {!isHere && <ExportOutlined aria-label={words.newTab} style={{ marginInlineStart: 4 }} />}
    </Link>
  );
}

/** Keys in a row that are of the same flow. */
function runsOf(passed: readonly string[]): { flow: string; keys: string[] }[] {
  const runs: { flow: string; keys: string[] }[] = [];
  for (const key of passed) {
    const [flow = ''] = key.replace(/^(entered|left):|#\d+$/g, '').split('/');
    const last = runs.at(-1);
    if (last?.flow === flow) last.keys.push(key);
    else runs.push({ flow, keys: [key] });
  }
  return runs;
}

/** A key of a path (`id-vn/citizen=yes`, `id-vn/decide:eligible`, `left:id-vn`, `left:check/check-id-vn`) in words. */
function read(key: string, steps: readonly Step[]): { step?: Step; said?: string } {
  const [, moved, name, mark, value = ''] =
    /^(?:(entered|left):)?[^/]+(?:\/([a-z0-9-]+)(?:([=:])(.+?))?)?(?:#\d+)?$/.exec(key) ?? [];
  if (moved !== undefined && name === undefined) {
    return { said: moved === 'entered' ? words.entered : words.left };
  }
  const step = steps.find((one) => one.step === name);
  if (step === undefined) return { said: key };
  // Of a jump: into the other flow, and back from it.
  if (step !== undefined && moved === 'left') return { step, said: words.back };
  if (mark === undefined) return { step, said: flowWords.kinds[step.kind] };
  if (value === '*') return { step, said: words.personal };
  return { step, said: step.ways.find(({ label }) => label === value)?.name ?? value };
}
