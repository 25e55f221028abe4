-- What the nodes must agree on about sending: whose turn it is, and how far a reply has got.

-- For each channel, and each chat of it, when the last message let through would have been due at the
-- allowed rate. After a crash nobody misses it, so it is written without a log.
CREATE UNLOGGED TABLE "send_rate" (
    "key" TEXT NOT NULL,
    "due" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "send_rate_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);

-- Replies under way that wait for their turn, or of which some parts were taken by the platform.
CREATE TABLE "sending" (
    "key" TEXT NOT NULL,
    "parts" INTEGER NOT NULL DEFAULT 0,
    "due" TIMESTAMPTZ(6),
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sending_pkey" PRIMARY KEY ("key")
);
