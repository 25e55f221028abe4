import { Card, Flex, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { common } from '../words/common.ts';

/** A page before the door: one card in the middle, without the menu. */
export function Threshold({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  return (
    <main className="threshold">
      <Card style={{ width: '100%', maxWidth: 440 }}>
        <Flex vertical gap="middle">
          <div>
            <Typography.Text type="secondary">
              {common.product} · {common.console}
            </Typography.Text>
            <Typography.Title level={1} style={{ margin: '4px 0 0', fontSize: 24 }}>
              {title}
            </Typography.Title>
          </div>
          {children}
        </Flex>
      </Card>
    </main>
  );
}
