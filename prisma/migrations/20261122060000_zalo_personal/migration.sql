-- The session of the Zalo personal account, one for all nodes. Whoever logs in anew with it holds
-- the row's lock meanwhile.
CREATE TABLE "zalo_personal" (
    "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
    "session" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "lost" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "zalo_personal_pkey" PRIMARY KEY ("id")
);
