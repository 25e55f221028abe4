// Loaded before everything else in each process of the tests (see vitest.config.ts), and in those that
// they start: there it is a morning on which the free offer stands and is not about to end, so that
// what is tested means the same in every year. The clock runs on from there. PostgreSQL and browsers
// keep their own.

const MORNING = '2026-11-23T09:00:00+07:00';

const Machine = globalThis.Date;

/** Handed down, so that all processes of a run show the same time. */
process.env.TEST_CLOCK_AHEAD ??= String(Machine.parse(MORNING) - Machine.now());
const ahead = Number(process.env.TEST_CLOCK_AHEAD);

globalThis.Date = class extends Machine {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(Machine.now() + ahead);
    else super(...(given as [number]));
  }

  static override now(): number {
    return Machine.now() + ahead;
  }
} as DateConstructor;
