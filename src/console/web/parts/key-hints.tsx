import { Flex, Grid, Typography } from 'antd';

/** Which keys do what; nothing where there is no keyboard to speak of. */
export function KeyHints({
  hints,
}: {
  hints: readonly { keys: readonly string[]; does: string }[];
}) {
  if (!(Grid.useBreakpoint().lg ?? true)) return null;
  return (
    <Flex gap="middle" className="no-print">
      {hints.map(({ keys, does }) => (
        <Typography.Text key={does} type="secondary">
          {keys.map((key) => (
            <Typography.Text key={key} keyboard>
              {key}
            </Typography.Text>
          ))}{' '}
          {does}
        </Typography.Text>
      ))}
    </Flex>
  );
}
