import { Alert } from 'antd';
import { useSession } from '../session.tsx';
import { common } from '../words/common.ts';
import { useDefinitions } from './definitions.ts';

/**
 * Whether what the pages show is a demonstration, as the session or the definitions say (`demo`).
 * The only place that knows where it is said.
 */
export function useDemo(): boolean {
  const answers: readonly (object | undefined)[] = [useSession().data, useDefinitions().data];
  return answers.some((answer) => answer && 'demo' in answer && answer.demo === true);
}

/** Says on every page that the data is a demonstration, where it is. */
export function DemoBanner() {
  return useDemo() ? <Alert banner type="warning" title={common.demo} /> : null;
}
