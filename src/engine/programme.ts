import { z } from 'zod';
import { Name } from './flow.ts';

/** A setting that officers fill in. Empty means unknown: sentences that need it are left out. */
const Setting = z.string().min(1).nullable();

/**
 * `flows/programme.yaml`: the names, dates, addresses and contacts of the programme, each once.
 * The next programme, or another city, is a change of files.
 */
export const Programme = z.strictObject({
  name: z.string().min(1),
  shortName: z.string().min(1),
  /** What the assistant is called, where a name must stand. */
  assistant: z.string().min(1),
  /** Who runs it, as people read it. */
  organiser: z.string().min(1),
  timeZone: z.string().min(1),
  /** The last day of the free offer; it still counts. */
  lastDay: z.iso.date(),
  /** Public holidays, on which officers do not work; of a year without any they are not known. */
  holidays: z.array(z.iso.date()).default([]),
  /** How people are addressed as long as nothing is known of them. */
  address: z.string().min(1),
  /** What people say of themselves, and how they are addressed then. */
  selfAddress: z.record(z.string(), z.string()),
  /** Links a flow may offer. */
  links: z.record(Name, z.strictObject({ url: z.url(), label: z.string().min(1) })),
  /** The only hosts a tracked link may lead to. */
  allowedHosts: z.array(z.string().min(1)).min(1),
  /** Placeholders for texts: `{site}`. */
  words: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), z.string().min(1)),
  contact: z.strictObject({
    phone: Setting,
    email: Setting,
    /** When officers are there to answer: `8:00–17:00 các ngày làm việc`. */
    hours: Setting,
    /** Where a complaint about a registrar goes. */
    complaints: Setting,
  }),
  /** Legal and other sources, by the id that texts and rules cite. */
  sources: z.record(Name, z.string().min(1)),
});

export type Programme = z.infer<typeof Programme>;
