-- The tokens of the Zalo Official Account, one pair for all nodes, and the links to connect it.

-- A refresh token can be used once: whoever renews the pair holds the row's lock meanwhile.
CREATE TABLE "zalo_token" (
    "app_id" TEXT NOT NULL,
    "oa_id" TEXT,
    "pair" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "zalo_token_pkey" PRIMARY KEY ("app_id")
);

CREATE TABLE "zalo_link" (
    "state" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "zalo_link_pkey" PRIMARY KEY ("state")
);
