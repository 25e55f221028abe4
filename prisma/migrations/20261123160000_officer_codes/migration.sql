-- An authenticator's code lets in once: those tried within the last minutes, as hashes.
CREATE TABLE "officer_code" (
    "officer_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "officer_code_pkey" PRIMARY KEY ("officer_id", "code_hash")
);

ALTER TABLE "officer_code" ADD CONSTRAINT "officer_code_officer_id_fkey"
    FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until when the lock lasts at which somebody knocked: that is in the audit log once.
ALTER TABLE "officer_lockout" ADD COLUMN "knocked_until" TIMESTAMPTZ(3);
