-- What prisma/schema.prisma says, and what it cannot say: partial indexes, allowed words, storage.

CREATE TABLE "conversation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "next_seq" INTEGER NOT NULL DEFAULT 1,
    "source" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70); -- every turn rewrites the row: room on its page keeps the indexes untouched

CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "person" TEXT,
    "payload" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'unread',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "inbox_status_check" CHECK ("status" IN ('unread', 'done', 'failed'))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE TABLE "message" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "direction" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "parts" JSONB,
    "understood" JSONB,
    "ending" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "message_direction_check" CHECK ("direction" IN ('in', 'out'))
);

CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "person" TEXT,
    "reply" JSONB,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_by" INTEGER,
    "delivered_id" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outbox_status_check" CHECK ("status" IN ('pending', 'sent', 'failed'))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day" DATE NOT NULL,
    "type" TEXT NOT NULL,
    "conversation_id" UUID,
    "channel" TEXT NOT NULL,
    "source" TEXT,
    "topic" TEXT,
    "flow" TEXT,
    "rule" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "link" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "tracked_link" (
    "token" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "tracked_link_pkey" PRIMARY KEY ("token")
);

CREATE TABLE "secret" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("name")
);

CREATE UNIQUE INDEX "conversation_channel_person_key" ON "conversation"("channel", "person");
CREATE UNIQUE INDEX "inbox_channel_event_id_key" ON "inbox"("channel", "event_id");
CREATE UNIQUE INDEX "message_conversation_id_seq_key" ON "message"("conversation_id", "seq");
CREATE UNIQUE INDEX "outbox_conversation_id_seq_key" ON "outbox"("conversation_id", "seq");
CREATE INDEX "event_day_type_idx" ON "event"("day", "type");
CREATE INDEX "event_conversation_id_idx" ON "event"("conversation_id");
CREATE INDEX "tracked_link_conversation_id_idx" ON "tracked_link"("conversation_id");

-- The two queues: only what is still to be done, so they stay small whatever the tables hold.
CREATE INDEX "inbox_unread" ON "inbox"("conversation_id", "id") WHERE "status" = 'unread';
CREATE INDEX "outbox_pending" ON "outbox"("conversation_id", "seq") WHERE "status" = 'pending';

ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey"
    FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
