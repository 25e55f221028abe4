-- The officers' console: who may sign in, their sessions, what keeps guessers out, and the audit log.
-- The first five tables are read and written by better-auth (src/console/sign-in/auth.ts).

CREATE TABLE "officer" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT true,
    "image" TEXT,
    "role" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "officer_email_check" CHECK ("email" = lower("email")),
    CONSTRAINT "officer_role_check"
        CHECK ("role" IN ('administrator', 'content-officer', 'support-officer', 'viewer'))
);

CREATE UNIQUE INDEX "officer_email_key" ON "officer"("email");

CREATE TABLE "officer_session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "officer_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "signed_in_by" TEXT NOT NULL,
    "address" TEXT,
    "agent" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "officer_session_signed_in_by_check" CHECK ("signed_in_by" IN ('password', 'city'))
);

CREATE UNIQUE INDEX "officer_session_token_key" ON "officer_session"("token");
CREATE INDEX "officer_session_officer_id_idx" ON "officer_session"("officer_id");

ALTER TABLE "officer_session" ADD CONSTRAINT "officer_session_officer_id_fkey"
    FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever prolongs a session: it ends when it was to end. And who was last seen when outlives it.
CREATE FUNCTION "officer_session_written"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."expires_at" := LEAST(NEW."expires_at", NEW."ends_at");
    UPDATE "officer" SET "last_seen_at" = NEW."updated_at" WHERE "id" = NEW."officer_id";
    RETURN NEW;
END
$$;

CREATE TRIGGER "officer_session_written" BEFORE INSERT OR UPDATE ON "officer_session"
    FOR EACH ROW EXECUTE FUNCTION "officer_session_written"();

-- What an officer can sign in by: a password (provider "credential"), the city's sign-on ("city").
-- The tokens of the latter are not kept; the columns are better-auth's.
CREATE TABLE "officer_account" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "officer_id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "password" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_account_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "officer_account_provider_id_account_id_key" ON "officer_account"("provider_id", "account_id");
CREATE INDEX "officer_account_officer_id_idx" ON "officer_account"("officer_id");

ALTER TABLE "officer_account" ADD CONSTRAINT "officer_account_officer_id_fkey"
    FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Steps of signing in that are under way: waiting for a code, or at the city's sign-on.
CREATE TABLE "officer_verification" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_verification_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "officer_verification_identifier_idx" ON "officer_verification"("identifier");

-- Secret and backup codes are encrypted.
CREATE TABLE "officer_two_factor" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "officer_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "officer_two_factor_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "officer_two_factor_officer_id_key" ON "officer_two_factor"("officer_id");

ALTER TABLE "officer_two_factor" ADD CONSTRAINT "officer_two_factor_officer_id_fkey"
    FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One-time links to set a password, one for an officer at most; removed when used.
CREATE TABLE "officer_link" (
    "officer_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "officer_link_pkey" PRIMARY KEY ("officer_id")
);

CREATE UNIQUE INDEX "officer_link_token_hash_key" ON "officer_link"("token_hash");

ALTER TABLE "officer_link" ADD CONSTRAINT "officer_link_officer_id_fkey"
    FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Failures in a row, of an account (officer or not) or of an address.
CREATE TABLE "officer_lockout" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "officer_lockout_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "officer_lockout_last_at_idx" ON "officer_lockout"("last_at");

-- Who did what. Nobody edits it: no role of the console, and no statement of the service.
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "officer_id" UUID,
    "officer_name" TEXT,
    "about" TEXT,
    "address" TEXT,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "audit_log_at_id_idx" ON "audit_log"("at", "id");
CREATE INDEX "audit_log_officer_id_at_id_idx" ON "audit_log"("officer_id", "at", "id");
CREATE INDEX "audit_log_action_at_id_idx" ON "audit_log"("action", "at", "id");
CREATE INDEX "audit_log_about" ON "audit_log"(lower("about") text_pattern_ops);

CREATE FUNCTION "audit_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % is not allowed', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_log_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
    FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_is_append_only"();
-- Also where a replica's role would skip triggers.
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER "audit_log_is_append_only";
