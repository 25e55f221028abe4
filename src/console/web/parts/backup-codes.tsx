import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { twoFactor as words } from '../words/two-factor.ts';
import { useCopy } from './use-copy.ts';

/** The codes on paper, shown this once: to copy, to print (they alone are on the sheet), to keep. */
export function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const copy = useCopy();
  const list = useRef<HTMLElement>(null);
  // The step before had the focus, and is gone.
  useEffect(() => list.current?.focus(), []);
  return (
    <Flex vertical gap="middle">
      <Typography.Text>{words.codesLead}</Typography.Text>
      <section ref={list} tabIndex={-1} className="print-alone" aria-label={words.codesTitle}>
        <ul className="backup-codes">
          {codes.map((code) => (
            <li key={code}>
              <Typography.Text code>{code}</Typography.Text>
            </li>
          ))}
        </ul>
      </section>
      <Flex gap="small" wrap>
        <Button icon={<CopyOutlined aria-hidden />} onClick={() => copy(codes.join('\n'))}>
          {words.copyCodes}
        </Button>
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          {words.print}
        </Button>
        <Button type="primary" onClick={onKept}>
          {words.kept}
        </Button>
      </Flex>
    </Flex>
  );
}
