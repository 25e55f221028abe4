import { Alert } from 'antd';
import { useSession } from '../session.tsx';
import { common } from '../words/common.ts';
import { useDefinitions } from './definitions.ts';

/**
 * Whether what the pages show is a demonstration. The session says so, which every page waits for; the
 * definitions say it of one that is made or removed while the page is open, as they follow what happens.
 */
export function useDemo(): boolean {
  const session = useSession().data;
  return (useDefinitions().data ?? session)?.demo === true;
}

/** Says on every page that the data is a demonstration, where it is. */
export function DemoBanner() {
  return useDemo() ? <Alert banner type="warning" title={common.demo} /> : null;
}
