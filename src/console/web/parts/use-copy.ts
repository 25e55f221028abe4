import { App } from 'antd';
import { twoFactor as words } from '../words/two-factor.ts';

/** Copies a text and says whether that was done; without HTTPS browsers do not let pages copy. */
export function useCopy(): (text: string) => void {
  const { message } = App.useApp();
  return (text) => {
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('not secure'));
    copied.then(
      () => void message.success(words.copied),
      () => void message.warning(words.notCopied),
    );
  };
}
