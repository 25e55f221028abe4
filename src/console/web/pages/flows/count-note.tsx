import { Typography } from 'antd';
import { useDefinition } from '../../parts/definitions.ts';
import { DefinitionButton } from '../../parts/figure-card.tsx';
import { flows as words } from '../../words/flows.ts';

/** By which definition the figures of flows are counted, with the definition at hand. */
export function CountNote({ isShared = true }: { isShared?: boolean }) {
  const definition = useDefinition('steps');
  if (definition === undefined) return null;
  return (
    <Typography.Text type="secondary" style={{ maxWidth: 760 }}>
      {words.counted(definition.name, definition.unit)} {isShared && words.shareHint}
      <DefinitionButton measure="steps" />
    </Typography.Text>
  );
}
