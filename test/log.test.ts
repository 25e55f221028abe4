import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

test('the log is one JSON object a line, and holds no personal data', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const err = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (person)=(0912345678) exists',
  });

  log.info({ person: '0912345678', channel: 'web', inbound: { text: 'sinh 5/3/2006' } }, 'stored');
  log.info({ message: { text: 'sinh 5/3/2006', seq: 4 } }, 'said');
  log.error({ err }, 'failed');
  log.debug('not shown');

  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toMatch(/0912345678|2006/);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 30, channel: 'web', msg: 'stored' });
  expect(JSON.parse(lines[1]!)).toMatchObject({ message: { seq: 4 } });
  expect(JSON.parse(lines[2]!).err).toMatchObject({ code: '23505', message: 'duplicate key' });
});
