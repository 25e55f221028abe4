-- The daily figures put together by month, for long periods: moved with them, in the same statement.
CREATE TABLE "statistic_monthly" (
  "definition" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "month" DATE NOT NULL,
  "key" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "count" BIGINT NOT NULL,
  PRIMARY KEY ("definition", "source", "month", "key", "channel")
);
