-- Channels that cannot receive, or could not be started; a row is removed when its channel receives again.
CREATE TABLE "channel_trouble" (
    "channel" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_trouble_pkey" PRIMARY KEY ("channel")
);
