import { RedoOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Typography } from 'antd';
import { type FailedItem, retryFailed } from '../../../contract/health.ts';
import { call } from '../../call.ts';
import { moment } from '../../format.ts';
import { problemText } from '../../problem.ts';
import { useMay } from '../../session.tsx';
import { health as words } from '../../words/health.ts';

/** Tries something that failed once more, and says what came of it; or why that cannot be done. */
export function RetryButton({ item }: { item: FailedItem }) {
  const may = useMay();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { kind, id, at, retryable } = item;
  const retry = useMutation({
    mutationFn: () => call(retryFailed, { query: { kind, id } }),
    onSuccess: () => void message.success(words.retried[kind]),
    onError: (error) => void message.error(problemText(error, { 404: words.retryGone })),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  });
  if (!retryable) return <Typography.Text type="secondary">{words.notKept}</Typography.Text>;
  if (!may('retry-failed')) {
    return <Typography.Text type="secondary">{words.notAllowed}</Typography.Text>;
  }
  return (
    <Button
      icon={<RedoOutlined />}
      loading={retry.isPending}
      aria-label={words.retryOf(words.kinds[kind], moment(at))}
      onClick={() => retry.mutate()}
    >
      {words.retry}
    </Button>
  );
}
