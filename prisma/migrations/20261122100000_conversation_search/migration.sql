-- What officers search conversations by. Made of messages and events by src/console/conversations,
-- never on a message's own way; without foreign keys, which would lock the rows of that way.
CREATE TABLE "conversation_summary" (
    "conversation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    -- It went on on another day than it began.
    "returned" BOOLEAN NOT NULL,
    "received" INTEGER NOT NULL,
    "replied" INTEGER NOT NULL,
    "preview" TEXT NOT NULL,
    "ending" TEXT,
    "facets" TEXT[] NOT NULL,
    "words" TSVECTOR NOT NULL,

    CONSTRAINT "conversation_summary_pkey" PRIMARY KEY ("conversation_id")
);

CREATE INDEX "conversation_summary_last_at_idx" ON "conversation_summary"("last_at" DESC, "conversation_id" DESC);
CREATE INDEX "conversation_summary_channel_last_at_idx" ON "conversation_summary"("channel", "last_at" DESC);
CREATE INDEX "conversation_summary_source_idx" ON "conversation_summary"("source");
-- Few conversations are gone on with on another day; a period that is over asks for them apart.
CREATE INDEX "conversation_summary_returned" ON "conversation_summary"("last_at" DESC, "conversation_id" DESC, "started_at") WHERE "returned";
-- Without a pending list: a search must not have to read one.
CREATE INDEX "conversation_summary_facets_words_idx" ON "conversation_summary" USING gin ("facets", "words") WITH (fastupdate = off);

-- Words, previews and facets are read often and in few columns: the planner should know them well.
ALTER TABLE "conversation_summary" ALTER COLUMN "facets" SET STATISTICS 1000, ALTER COLUMN "words" SET STATISTICS 1000;

-- How far the messages and events were worked off; see src/console/conversations/follow.ts.
CREATE TABLE "summary_position" (
    "name" TEXT NOT NULL,
    "message" BIGINT NOT NULL DEFAULT 0,
    "event" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "summary_position_pkey" PRIMARY KEY ("name")
);

-- Messages nothing was made of, or that were met with "did you mean", gathered by likeness.
CREATE TABLE "misunderstood_group" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "words" TEXT[] NOT NULL,
    "rare" TEXT[] NOT NULL,

    CONSTRAINT "misunderstood_group_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "misunderstood_group_key_key" ON "misunderstood_group"("key");
CREATE INDEX "misunderstood_group_rare_idx" ON "misunderstood_group" USING gin ("rare");

CREATE TABLE "misunderstood_message" (
    "message_id" BIGINT NOT NULL,
    "group_id" BIGINT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "ending" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "misunderstood_message_pkey" PRIMARY KEY ("message_id")
);

CREATE INDEX "misunderstood_message_conversation_id_idx" ON "misunderstood_message"("conversation_id");
-- Both are read without the table: of each group how many, and of a period which.
CREATE INDEX "misunderstood_message_group" ON "misunderstood_message"("group_id", "message_id" DESC) INCLUDE ("at", "channel", "ending");
CREATE INDEX "misunderstood_message_at" ON "misunderstood_message"("at") INCLUDE ("group_id", "channel", "ending");

-- What failed is kept for some days, so that it can be tried again; see src/console/health.
CREATE INDEX "inbox_failed" ON "inbox"("received_at") WHERE "status" = 'failed';
CREATE INDEX "outbox_failed" ON "outbox"("created_at") WHERE "status" = 'failed';
