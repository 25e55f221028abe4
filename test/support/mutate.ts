/**
 * Spoils JSON the way broken and hostile clients do. All of it follows from the seed, so that what
 * failed can be made again.
 */
export interface Mutator {
  /** A whole number from 0 to `below` - 1. */
  dice(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** A copy with one to three parts changed, taken away, doubled or put elsewhere. */
  mutate(value: unknown): unknown;
  /** The bytes with something wrong in them; seldom JSON any more. */
  garble(raw: Buffer): Buffer;
}

const LONG = 'ầ'.repeat(12_000);

/** Texts that some layer below may not like: JSON, SQL, UTF-8, limits, our own marks. */
const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '\u202egnp.exe', '\ufeff', 'é'.normalize('NFD')],
  ...[
    LONG,
    LONG.slice(0, 513),
    '👨‍👩‍👧‍👦'.repeat(300),
    '\u0301'.repeat(2000),
    'a\r\nb: c',
    '\x1b[2J',
  ],
  ...["'; DROP TABLE inbox; --", '$1', '{{7*7}}', '<script>1</script>', '../../etc/passwd', '%00'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    'true',
    '0',
    '-1',
    '1e309',
  ],
  ...[
    '/start',
    `/start ${'x'.repeat(80)}`,
    'HP-7K2Q',
    '#hp:',
    '#hp:flow:menu',
    'flow:none',
    'a:x/y=',
  ],
  ...['1540908534740', '99999999999999999999', '2026-11-22', 'https://a.vn', '84912345678'],
];

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  1e21,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  8.64e15,
  1e16,
];

const OTHERS: readonly unknown[] = [null, true, false, [], {}, [[]], [null], { id: {} }];

/** Keys that a copy by assignment would take for something else. */
const KEYS = ['__proto__', 'constructor', 'toString', 'length', 'id', 'text', 'payload', '', '\0'];

const BYTES = [0x00, 0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x2c, 0x80, 0xc0, 0xed, 0xff];

export function createMutator(seed: number): Mutator {
  let state = seed >>> 0;

  // mulberry32: small, and good enough to roll dice.
  function dice(below: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }
  const pick = <T>(from: readonly T[]): T => from[dice(from.length)]!;

  function junk(): unknown {
    const kind = dice(8);
    if (kind < 4) return pick(TEXTS);
    if (kind < 6) return pick(NUMBERS);
    if (kind < 7) return pick(OTHERS);
    let deep: unknown = pick(TEXTS);
    for (let i = dice(200); i > 0; i--) deep = dice(2) === 0 ? [deep] : { id: deep };
    return deep;
  }

  /** Something near what was there, or far from it. */
  function changed(value: unknown): unknown {
    const kind = dice(6);
    if (kind === 0) return [value];
    if (kind === 1) return { id: value, value };
    if (typeof value === 'string') {
      const at = dice(value.length + 1);
      if (kind === 2) return `${value.slice(0, at)}${pick(TEXTS)}${value.slice(at)}`;
      if (kind === 3) return Number(value);
      if (kind === 4) return value.slice(0, at);
    }
    if (typeof value === 'number') {
      if (kind === 2) return String(value);
      if (kind === 3) return -value;
      if (kind === 4) return value + pick(NUMBERS);
    }
    return junk();
  }

  /** Changes one place, found by walking down from the top. */
  function spoil(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || dice(24) === 0) return changed(value);
    const entries = Object.entries(value);
    if (entries.length === 0) return changed(value);
    const at = dice(entries.length);
    const [key, inner] = entries[at]!;
    const what = dice(10);
    if (what === 0) entries.splice(at, 1);
    else if (what === 1) entries.push([pick(KEYS), junk()]);
    else if (what === 2) entries[at] = [pick(KEYS), inner];
    else if (what === 3) entries[at] = [key, pick(entries)[1]];
    else entries[at] = [key, spoil(inner)];
    if (Array.isArray(value)) {
      const items = entries.map(([, item]) => item);
      return what === 1 ? items.flatMap((item) => [item, item]) : items;
    }
    return objectOf(entries);
  }

  return {
    dice,
    pick,
    mutate(value) {
      let spoilt = value;
      for (let i = 1 + dice(3); i > 0; i--) spoilt = spoil(spoilt);
      return spoilt;
    },
    garble(raw) {
      const at = dice(raw.length + 1);
      switch (dice(7)) {
        case 0:
          return raw.subarray(0, at);
        case 1:
          return Buffer.concat([raw, raw]);
        case 2:
          return Buffer.concat([Buffer.from('\ufeff'), raw]);
        case 3:
          return Buffer.from('['.repeat(1 + dice(20_000)));
        case 4:
          return Buffer.alloc(0);
        default: {
          const bytes = Buffer.from(raw);
          for (let i = 1 + dice(8); i > 0; i--) bytes[dice(raw.length)] = pick(BYTES);
          return bytes;
        }
      }
    },
  };
}

/** Also of a key `__proto__`, as JSON.parse makes one. */
function objectOf(entries: readonly [string, unknown][]): object {
  const made = {};
  for (const [key, value] of entries) {
    const own = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(made, key, own);
  }
  return made;
}
