import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import { listAudit } from '../audit/list.ts';
import { auditLog, auditOfficers } from '../contract/audit.ts';
import { type ServeParts, serve } from './serve.ts';

/** The audit log, to be read; it is written by `serve` and by signing in. */
export function auditRouter(parts: ServeParts & { pool: Pool }): Router {
  const { pool } = parts;
  const router = Router();
  serve(router, parts, auditLog, async ({ query }) => ({ answer: await listAudit(pool, query) }));
  serve(router, parts, auditOfficers, async () => {
    const { rows } = await pool.query('SELECT id, name FROM officer ORDER BY name, id');
    return { answer: { officers: rows } };
  });
  return router;
}
