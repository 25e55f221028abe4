import { expect, test } from 'vitest';
import { common } from '../../src/console/web/words/common.ts';
import { barriers, useConsole } from '../console/web/console.ts';

const site = useConsole();

test('every page says that it shows a demonstration, for as long as there is one', async () => {
  const { pool } = site.database();
  await pool.query(
    `INSERT INTO demonstration (seed, first_day, last_day, made_at)
     VALUES ('test', '2026-11-13', '2026-11-22', now())`,
  );
  const page = await site.visitAs('administrator', '/');
  const banner = page.getByText(common.demo);
  const paths =
    '/ /statistics /conversations /misunderstood /flows /answers /simulator /health /audit /officers /account';
  for (const path of paths.split(' ')) {
    await page.goto(`${site.url()}/console${path}`);
    await banner.waitFor();
  }
  expect((await barriers(page)).filter((line) => line.includes('ant-alert'))).toEqual([]);
  await pool.query('DELETE FROM demonstration');
  await pool.query(`SELECT pg_notify('console', 'statistics')`);
  await banner.waitFor({ state: 'hidden' });
}, 120_000);
