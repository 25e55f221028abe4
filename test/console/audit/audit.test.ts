import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../../src/console/audit/list.ts';
import { writeAudit } from '../../../src/console/audit/log.ts';
import { auditProjection } from '../../../src/console/audit/watch.ts';
import { auditLog } from '../../../src/console/contract/audit.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const LAN = { id: '11111111-1111-4111-8111-111111111111', name: 'Lan' };
const HOA = { id: '22222222-2222-4222-8222-222222222222', name: 'Hoa' };

describe('the audit log', () => {
  test('cannot be edited by any statement, not even of its owner', async () => {
    const { pool } = database;
    await writeAudit(pool, { action: 'signed-in', officer: LAN, at: new Date() });
    const client = await pool.connect();
    try {
      for (const statement of [
        "UPDATE audit_log SET officer_name = 'Hoa'",
        'DELETE FROM audit_log',
        'DELETE FROM audit_log WHERE false',
        'TRUNCATE audit_log',
        'TRUNCATE audit_log CASCADE',
        "INSERT INTO audit_log (id, at, action) SELECT id, at, 'exported' FROM audit_log ON CONFLICT (id) DO UPDATE SET action = 'exported'",
        'MERGE INTO audit_log a USING (SELECT 1) AS x ON true WHEN MATCHED THEN DELETE',
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(
          'the audit log is append-only',
        );
      }
      // As a replica's role, which skips ordinary triggers.
      await client.query("SET session_replication_role = 'replica'");
      await expect(client.query('DELETE FROM audit_log')).rejects.toThrow('append-only');
      await client.query('RESET session_replication_role');
    } finally {
      client.release();
    }
    const { rows } = await pool.query('SELECT officer_name, action FROM audit_log');
    expect(rows).toEqual([{ officer_name: 'Lan', action: 'signed-in' }]);
  });

  test('is read newest first, page by page, without a gap or a row twice', async () => {
    const { pool } = database;
    // Three at one moment each: the page may end between them.
    for (let i = 0; i < 12; i++) {
      const at = new Date(Date.UTC(2026, 5, 1, 0, Math.floor(i / 3)));
      await writeAudit(pool, { action: 'retried', officer: HOA, about: `r${i}`, at });
    }
    const seen: (string | null)[] = [];
    let before: string | null = null;
    do {
      const asked = auditLog.query.parse({
        action: 'retried',
        limit: '5',
        ...(before && { before }),
      });
      const page = await listAudit(pool, asked);
      expect(page.entries.length).toBeLessThanOrEqual(5);
      seen.push(...page.entries.map(({ about }) => about));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => `r${11 - i}`));
  });

  test('is filtered by officer, action, days of Vietnam and what it is about', async () => {
    const { pool } = database;
    const entries = [
      // 23:30 on 9 March and 00:30 on 10 March in Vietnam.
      { action: 'exported', officer: LAN, about: 'A_%.xlsx', at: new Date('2026-03-09T16:30:00Z') },
      { action: 'exported', officer: HOA, about: 'axx.xlsx', at: new Date('2026-03-09T17:30:00Z') },
      { action: 'retried', officer: HOA, about: 'flow', at: new Date('2026-03-10T16:59:59Z') },
    ] as const;
    for (const entry of entries) await writeAudit(pool, entry);
    const found = async (asked: object) => {
      const days = { from: '2026-03-01', to: '2026-03-31' };
      const page = await listAudit(pool, auditLog.query.parse({ ...days, ...asked }));
      return page.entries.map(({ about }) => about);
    };
    expect(await found({})).toEqual(['flow', 'axx.xlsx', 'A_%.xlsx']);
    expect(await found({ officer: HOA.id })).toEqual(['flow', 'axx.xlsx']);
    expect(await found({ action: 'exported' })).toEqual(['axx.xlsx', 'A_%.xlsx']);
    expect(await found({ from: '2026-03-10', to: '2026-03-10' })).toEqual(['flow', 'axx.xlsx']);
    expect(await found({ to: '2026-03-09' })).toEqual(['A_%.xlsx']);
    expect(await found({ about: 'a_%' })).toEqual(['A_%.xlsx']);
    expect(await found({ about: 'a' })).toEqual(['axx.xlsx', 'A_%.xlsx']);
    expect(await found({ officer: LAN.id, action: 'retried' })).toEqual([]);
  });

  test('tells its page of new lines', async () => {
    const watch = auditProjection(database.pool);
    await watch.catchUp();
    expect(await watch.catchUp()).toBe(false);
    await writeAudit(database.pool, { action: 'signed-in', officer: LAN, at: new Date() });
    expect(await watch.catchUp()).toBe(true);
    expect(await watch.catchUp()).toBe(false);
  });

  test('tells it of a line that appears after, and below, a later one', async () => {
    const watch = auditProjection(database.pool);
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await writeAudit(client, { action: 'officer-changed', officer: LAN, at: new Date() });
      await writeAudit(database.pool, { action: 'signed-in', officer: LAN, at: new Date() });
      await watch.catchUp();
      await client.query('COMMIT');
      expect(await watch.catchUp()).toBe(true);
    } finally {
      client.release();
    }
  });

  test('of many lines is read by index, whatever is asked', async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO audit_log (at, action, officer_id, officer_name, about)
       SELECT timestamptz '2026-01-01' + i * interval '1 minute',
              CASE WHEN i % 1000 = 0 THEN 'exported' ELSE 'conversation-seen' END,
              CASE WHEN i % 500 = 0 THEN $1::uuid ELSE $2::uuid END, 'x', gen_random_uuid()::text
         FROM generate_series(1, 60000) i`,
      [LAN.id, HOA.id],
    );
    await pool.query('ANALYZE audit_log');
    const asked: object[] = [
      {},
      { officer: LAN.id },
      { action: 'exported', from: '2026-02-01', to: '2026-02-05' },
      { about: '0123abcd' },
      { before: '30000' },
    ];
    for (const query of asked) {
      const plans: string[] = [];
      const explaining = {
        query: async (sql: string, values: unknown[]) => {
          const { rows } = await pool.query(`EXPLAIN ${sql}`, values);
          plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
          return pool.query(sql, values);
        },
      };
      await listAudit(explaining as never, auditLog.query.parse(query));
      expect(plans[0], JSON.stringify(query)).not.toContain('Seq Scan');
    }
  });
});
