import { EyeInvisibleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { Fragment } from 'react';
import { DOTS } from '../../conversations/hide.ts';
import { transcript as words } from '../words/transcript.ts';

/** A text in which it can be seen, and heard, what is hidden. */
export function Masked({ text }: { text: string }) {
  const parts = text.split(DOTS);
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have nothing but their place
    <Fragment key={i}>
      {part}
      {i < parts.length - 1 && (
        <Tag icon={<EyeInvisibleOutlined aria-hidden />} style={{ marginInlineEnd: 0 }}>
          {words.hidden}
        </Tag>
      )}
    </Fragment>
  ));
}
