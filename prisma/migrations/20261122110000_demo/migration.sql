-- What `npm run demo` made: conversations nobody had, marked so that they are shown as such and can
-- be removed without touching a real one. See src/demo.

-- On the conversation itself: its person's name is gone once it was erased.
ALTER TABLE "conversation" ADD COLUMN "demo" BOOLEAN NOT NULL DEFAULT false;

-- One row while there is a demonstration; none otherwise.
CREATE TABLE "demonstration" (
    "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
    "seed" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    -- Nothing while it is being made, or when that was broken off.
    "finished_at" TIMESTAMPTZ(3),
    "conversations" INTEGER NOT NULL DEFAULT 0,
    "messages" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "demonstration_pkey" PRIMARY KEY ("id")
);
