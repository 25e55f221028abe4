-- Where who wrote it came from, so that what was not understood can be narrowed down like the figures.
ALTER TABLE "misunderstood_message" ADD COLUMN "source" TEXT;
UPDATE "misunderstood_message" m SET "source" = c."source"
  FROM "conversation" c WHERE c."id" = m."conversation_id" AND c."source" IS NOT NULL;
DROP INDEX "misunderstood_message_group";
DROP INDEX "misunderstood_message_at";
CREATE INDEX "misunderstood_message_group" ON "misunderstood_message"("group_id", "message_id" DESC) INCLUDE ("at", "channel", "ending", "source");
CREATE INDEX "misunderstood_message_at" ON "misunderstood_message"("at") INCLUDE ("group_id", "channel", "ending", "source");

-- Conversations are found by the days on which something happened in them, and "returned" is true of
-- those in which that was more than one day: all are summed up anew, from the beginning.
UPDATE "summary_position" SET "message" = 0, "event" = 0 WHERE "name" = 'conversations';
