-- Whose event it was, so that accounts can be counted without knowing them; how a turn ended and
-- what it passed on the flows' paths. See src/outreach/events.ts.
ALTER TABLE "event" ADD COLUMN "account" BIGINT, ADD COLUMN "ending" TEXT, ADD COLUMN "path" TEXT[];
ALTER TABLE "tracked_link" ADD COLUMN "account" BIGINT;
