-- The platform's name for a message may be built of the person's, too (our own web chat's is): of
-- who was erased none is kept from now on (src/delivery/outbox-store.ts), also where that was before.
UPDATE "outbox" o SET "delivered_id" = NULL
  FROM "conversation" c
 WHERE c."id" = o."conversation_id" AND c."person" = 'erased:' || c."id" AND o."delivered_id" IS NOT NULL;
