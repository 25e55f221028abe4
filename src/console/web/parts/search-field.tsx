import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';

interface Props {
  label: string;
  placeholder: string;
  /** What the address says is searched for; the field follows it, as when going back. */
  text: string;
  onSearch(text: string): void;
  onKeyDown?(event: KeyboardEvent): void;
  enterButton?: string;
  width?: number;
}

/** A field whose text is searched for when its officer says so; the focus stays in it. */
export function SearchField({ label, text, onSearch, width, ...field }: Props) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  return (
    <Input.Search
      allowClear
      aria-label={label}
      maxLength={200}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onSearch={(wanted) => onSearch(wanted.trim())}
      {...(width !== undefined && { style: { width } })}
      {...field}
    />
  );
}
