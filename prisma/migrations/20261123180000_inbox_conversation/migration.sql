-- An erasure finds a conversation's messages by it, in the midst of a batch of turns of others, who
-- must not wait while the whole inbox is read.
CREATE INDEX "inbox_conversation" ON "inbox"("conversation_id") WHERE "status" <> 'unread';
