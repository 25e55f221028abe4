import { Drawer, Grid } from 'antd';
import { common } from '../../words/common.ts';
import { simulator as words } from '../../words/simulator.ts';
import { useSimulatorPanel } from './place.ts';
import { Simulator } from './simulator.tsx';

/** The simulator beside a page, which stays in use; on a phone above it. */
export function SimulatorDrawer() {
  const { isOpen, close } = useSimulatorPanel();
  const isWide = Grid.useBreakpoint().lg ?? true;
  return (
    <Drawer
      open={isOpen}
      onClose={close}
      closable={{ 'aria-label': common.close }}
      mask={!isWide}
      styles={{ root: { outline: 'none' } }}
      size={isWide ? 480 : '100%'}
      title={words.panel}
      destroyOnHidden
    >
      <Simulator isBeside={false} />
    </Drawer>
  );
}
