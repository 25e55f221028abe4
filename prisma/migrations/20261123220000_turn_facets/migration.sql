-- Conversations are found by where a flow was left and by answers that a failure followed, too; and a
-- decision is one only of a check: all are summed up anew, from the beginning.
UPDATE "summary_position" SET "message" = 0, "event" = 0 WHERE "name" = 'conversations';
