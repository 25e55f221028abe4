-- The optional language model: a lease while it is asked, what it said, a switch, what it cost.

-- While a model is asked about a message, its conversation is nobody's to answer.
ALTER TABLE "conversation" ADD COLUMN "lease_until" TIMESTAMPTZ(3), ADD COLUMN "lease_by" UUID;
ALTER TABLE "inbox" ADD COLUMN "hint" JSONB;

CREATE TABLE "switch" (
    "name" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT,

    CONSTRAINT "switch_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "model_call" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purpose" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "cost_usd" DECIMAL(12,6),
    "ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "model_call_purpose_check" CHECK ("purpose" IN ('topic', 'value')),
    CONSTRAINT "model_call_outcome_check"
        CHECK ("outcome" IN ('answered', 'none', 'invalid', 'timeout', 'failed'))
);

CREATE INDEX "model_call_at_idx" ON "model_call"("at");

INSERT INTO "switch" ("name", "is_on", "by") VALUES ('model', true, 'migration');
