-- A password that is right opens a session before the code is asked for: that is no sign of its owner
-- yet. A sign-in that is complete is written where it is audited (src/console/sign-in/guard.ts).
CREATE OR REPLACE FUNCTION "officer_session_written"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."expires_at" := LEAST(NEW."expires_at", NEW."ends_at");
    IF TG_OP = 'UPDATE' THEN
        UPDATE "officer" SET "last_seen_at" = NEW."updated_at" WHERE "id" = NEW."officer_id";
    END IF;
    RETURN NEW;
END
$$;
