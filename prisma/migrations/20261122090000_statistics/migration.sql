-- What the console's figures are read from; made of "event" and of nothing else, by the definitions
-- in src/outreach/statistics/definitions.ts. `npm run statistics:rebuild` makes all of it anew.

-- One figure a day, channel, source and key. `source`: '=' and its name, '-' for none, '*' for all
-- together. `key`: a topic, a flow, …; '*' for all together.
CREATE TABLE "statistic_daily" (
  "definition" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "channel" TEXT NOT NULL,
  "count" BIGINT NOT NULL,
  PRIMARY KEY ("definition", "source", "key", "day", "channel")
);
CREATE INDEX "statistic_daily_day_definition_key_idx" ON "statistic_daily" ("day", "definition", "key");

-- The accounts reached within each day, week, month, quarter and the whole programme: as sets,
-- because distinct counts do not add up.
CREATE TABLE "reached" (
  "channel" TEXT NOT NULL,
  "account" BIGINT NOT NULL,
  "kind" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "start" DATE NOT NULL,
  PRIMARY KEY ("channel", "account", "kind", "source", "start")
);
CREATE INDEX "reached_day" ON "reached" ("start") WHERE "kind" = 'day';

-- How many each of those sets holds; moved with them, in the same statement.
CREATE TABLE "reached_count" (
  "kind" TEXT NOT NULL,
  "start" DATE NOT NULL,
  "channel" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "accounts" BIGINT NOT NULL,
  PRIMARY KEY ("kind", "start", "channel", "source")
);

-- How far the events have been read; see src/outreach/statistics/progress.ts. One row.
CREATE TABLE "statistic_progress" (
  "id" INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
  "settled" BIGINT NOT NULL DEFAULT 0,
  "read" BIGINT NOT NULL DEFAULT 0,
  "horizon" BIGINT NOT NULL DEFAULT 0,
  "unsettled" JSONB NOT NULL DEFAULT '{}',
  "definitions" TEXT NOT NULL DEFAULT ''
);
INSERT INTO "statistic_progress" DEFAULT VALUES;
