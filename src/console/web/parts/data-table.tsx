import { Table, type TableProps, type TableRef } from 'antd';
import { useEffect, useRef } from 'react';

/**
 * A table that scrolls within its place where it is too narrow, also by keyboard: what scrolls can
 * then be focused, and is named by `label`.
 */
export function DataTable<Row extends object>({
  label,
  ...props
}: TableProps<Row> & { label: string }) {
  const table = useRef<TableRef>(null);
  useEffect(() => {
    const place = table.current?.nativeElement.querySelector('.ant-table-content');
    if (!(place instanceof HTMLElement)) return;
    const observer = new ResizeObserver(() => {
      const scrolls = place.scrollWidth > place.clientWidth;
      if (scrolls) place.tabIndex = 0;
      else place.removeAttribute('tabindex');
    });
    place.role = 'region';
    place.ariaLabel = label;
    observer.observe(place);
    return () => observer.disconnect();
  }, [label]);
  return <Table<Row> ref={table} size="small" scroll={{ x: 'max-content' }} {...props} />;
}
