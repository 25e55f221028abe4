import { defineConfig } from 'prisma/config';

/**
 * For Prisma's own commands. The service does not need them: it applies `prisma/migrations` itself
 * (src/database/migrate.ts) and writes Prisma's history, so `prisma migrate deploy` can take over.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
