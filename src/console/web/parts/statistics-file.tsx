import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { exportStatistics } from '../../contract/statistics.ts';
import { addressOf } from '../call.ts';
import { useMay } from '../session.tsx';
import { figures as words } from '../words/figures.ts';
import { usePeriod } from './period.tsx';

/** Takes the page's period away as XLSX; only for officers who may. */
export function StatisticsFileButton() {
  const { query } = usePeriod();
  if (!useMay()('export')) return null;
  return (
    <Button
      className="no-print"
      icon={<DownloadOutlined />}
      href={addressOf(exportStatistics, query)}
      download
    >
      {words.file}
    </Button>
  );
}
