-- A reply that an officer came before: it is not sent any more, and did not fail.
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_status_check";
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_status_check"
    CHECK ("status" IN ('pending', 'sent', 'failed', 'superseded'));

-- The platform's name for an event may be built of the person's: of who was erased only its hash is
-- kept from now on (src/database/forgotten-event.ts), also where that was before.
UPDATE "inbox" i SET "event_id" = 'erased:' || encode(sha256(convert_to(i."event_id", 'UTF8')), 'hex')
  FROM "conversation" c
 WHERE c."id" = i."conversation_id" AND c."person" = 'erased:' || c."id" AND i."status" <> 'unread';
