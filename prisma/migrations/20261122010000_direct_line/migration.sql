-- Conversations of the Direct Line endpoint and what was said in them, as its clients get it.

CREATE TABLE "direct_line_conversation" (
    "id" TEXT NOT NULL,
    "user_id" TEXT,
    "next_number" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "direct_line_conversation_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70); -- every activity rewrites the row, as in "conversation"

CREATE TABLE "direct_line_activity" (
    "conversation_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT,
    "activity" JSONB NOT NULL,
    "record" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "direct_line_activity_pkey" PRIMARY KEY ("conversation_id", "number")
);

CREATE UNIQUE INDEX "direct_line_activity_conversation_id_key_key" ON "direct_line_activity"("conversation_id", "key");

-- What still has to be replaced by its record: nearly nothing at any time.
CREATE INDEX "direct_line_activity_record" ON "direct_line_activity"("at") WHERE "record" IS NOT NULL;

ALTER TABLE "direct_line_activity" ADD CONSTRAINT "direct_line_activity_conversation_id_fkey"
    FOREIGN KEY ("conversation_id") REFERENCES "direct_line_conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
