import { Fragment } from 'react';
import './wording.css';

/** Approved words as the files have them: what is filled in when they are said stands out. */
export function Wording({ text }: { text: string }) {
  const parts = text.split(/(\{[A-Za-z.]+\})/);
  return (
    <span style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have nothing but their place
        <Fragment key={i}>
          {i % 2 === 1 ? <span className="placeholder">{part}</span> : part}
        </Fragment>
      ))}
    </span>
  );
}
