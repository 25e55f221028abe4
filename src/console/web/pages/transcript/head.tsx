import { ArrowLeftOutlined, LeftOutlined, ReloadOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useHref, useNavigate } from 'react-router';
import { moment } from '../../format.ts';
import { KeyHints } from '../../parts/key-hints.tsx';
import { channelName } from '../../parts/names.ts';
import { common } from '../../words/common.ts';
import { transcript as words } from '../../words/transcript.ts';
import type { Transcript } from './read.ts';

/** Ways on: to the neighbours in the search, and back to it; buttons and keys alike. */
export function Ways({
  back,
  newer,
  older,
  onReload,
  isLoading,
}: {
  back: string;
  newer: (() => void) | undefined;
  older: (() => void) | undefined;
  onReload(): void;
  isLoading: boolean;
}) {
  const navigate = useNavigate();
  return (
    <Flex
      component="nav"
      aria-label={words.move}
      wrap
      gap="small"
      align="center"
      className="no-print"
    >
      <Button
        icon={<ArrowLeftOutlined />}
        href={useHref(back)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          void navigate(back);
        }}
      >
        {words.back}
      </Button>
      <Button icon={<LeftOutlined />} disabled={newer === undefined} onClick={newer}>
        {words.newer}
      </Button>
      <Button
        icon={<RightOutlined />}
        iconPlacement="end"
        disabled={older === undefined}
        onClick={older}
      >
        {words.older}
      </Button>
      <Button icon={<ReloadOutlined />} loading={isLoading} onClick={onReload}>
        {words.reload}
      </Button>
      <div style={{ marginInlineStart: 'auto' }}>
        <KeyHints
          hints={[
            { keys: ['←', '→'], does: words.keys.move },
            { keys: ['Esc'], does: words.keys.back },
          ]}
        />
      </div>
    </Flex>
  );
}

/** Whose conversation it is, and when it was. */
export function About({ conversation }: { conversation: Transcript }) {
  const { channel, person, source, startedAt, lastAt, demo } = conversation;
  return (
    <Card size="small">
      {demo && (
        <Tag color="gold" style={{ marginBottom: 8, whiteSpace: 'normal' }}>
          {common.demo}
        </Tag>
      )}
      <Descriptions
        aria-label={words.about}
        size="small"
        colon
        column={{ xs: 1, sm: 2, lg: 5 }}
        items={[
          { key: 'channel', label: words.channel, children: channelName(channel) },
          ...(person === null ? [] : [{ key: 'person', label: words.person, children: person }]),
          ...(source === null ? [] : [{ key: 'source', label: words.source, children: source }]),
          { key: 'start', label: words.startedAt, children: moment(startedAt) },
          { key: 'last', label: words.lastAt, children: moment(lastAt) },
        ]}
      />
      <Typography.Text type="secondary" style={{ display: 'block', marginTop: 4 }}>
        {words.audited} {words.scoreHint}
      </Typography.Text>
    </Card>
  );
}
