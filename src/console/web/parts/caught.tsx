import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { common } from '../words/common.ts';

/**
 * Around a page: one that could not be loaded (no network, or its file went with an update) or fell
 * over says so instead of leaving everything white. Only loading all anew helps: what could not be
 * imported once is not asked for again. At another address (`at`) it is another try.
 */
export class Caught extends Component<{ at: string; children: ReactNode }> {
  override state = { failed: false, at: this.props.at };

  static getDerivedStateFromProps({ at }: { at: string }, state: { at: string }) {
    return at === state.at ? null : { failed: false, at };
  }

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Result
        status="warning"
        title={common.failed}
        subTitle={common.pageFailed}
        extra={<Button onClick={() => window.location.reload()}>{common.reload}</Button>}
      />
    );
  }
}
