import { CopyOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Modal, Typography } from 'antd';
import { moment } from '../../format.ts';
import { useCopy } from '../../parts/use-copy.ts';
import { common } from '../../words/common.ts';
import { officers as words } from '../../words/officers.ts';

/** A one-time link, and for whom. */
export interface ShownLink {
  name: string;
  link: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** Shows a link this once, to be handed over. A click beside the dialog does not lose it. */
export function LinkShown({ link: shown, onClose }: { link: ShownLink; onClose: () => void }) {
  const copy = useCopy();
  const { name, link, expiresAt } = shown;
  return (
    <Modal
      open
      title={words.linkTitle}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.close}</Button>
          <Button type="primary" icon={<CopyOutlined aria-hidden />} onClick={() => copy(link)}>
            {words.copy}
          </Button>
        </>
      }
    >
      <Flex vertical gap="middle">
        <Typography.Text>{words.linkLead(name)}</Typography.Text>
        <Input.TextArea
          readOnly
          autoSize
          aria-label={words.link}
          value={link}
          onFocus={({ target }) => target.select()}
        />
        <Typography.Text type="secondary">{words.linkExpires(moment(expiresAt))}</Typography.Text>
      </Flex>
    </Modal>
  );
}
