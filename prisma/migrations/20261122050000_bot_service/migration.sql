-- Where the conversations behind Azure Bot Service are answered: replies are sent later than, and by
-- other nodes than, the request that brought the message.
CREATE TABLE "bot_service_conversation" (
    "person" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "bot_name" TEXT,
    "user_id" TEXT,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bot_service_conversation_pkey" PRIMARY KEY ("person")
);
