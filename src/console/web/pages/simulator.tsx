import { Grid } from 'antd';
import { Page } from '../parts/page.tsx';
import { pages } from '../words/common.ts';
import { Simulator } from './simulator/simulator.tsx';

/** A conversation with the assistant that leaves no trace. */
export default function SimulatorPage() {
  const isWide = Grid.useBreakpoint().lg ?? true;
  return (
    <Page title={pages.simulator}>
      <Simulator isBeside={isWide} />
    </Page>
  );
}
