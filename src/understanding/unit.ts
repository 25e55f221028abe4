/** One commune-level unit of the city, with what people called it before. */
export interface Unit {
  /** Official code (GSO). */
  code: string;
  /** `Xã`, `Phường` or `Đặc khu`. */
  kind: string;
  name: string;
  /** Another accepted spelling: "Thuỷ Nguyên". */
  altSpelling?: string;
  /** The old district it mainly lies in, with its kind: `Thành phố Thủy Nguyên`. */
  formerDistrict: string;
  /** The old communes it was made of, each with its kind and old district. */
  formerUnits: readonly { kind: string; name: string; district: string }[];
}

const KINDS = ['Xã', 'Phường', 'Đặc khu', 'Thị trấn', 'Quận', 'Huyện', 'Thị xã', 'Thành phố'];

/** Reads the text of `flows/places.tsv`; throws an error that names the line of a mistake. */
export function parsePlaces(text: string): Unit[] {
  const units: Unit[] = [];
  let headed = false;
  for (const [index, line] of text.normalize('NFC').split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (!headed) {
      headed = true;
      continue;
    }
    const [code, kind, name, altSpelling, formerDistrict, formerUnits] = line.split('\t');
    if (
      !/^\d{5}$/.test(code ?? '') ||
      !kind ||
      !name ||
      !formerDistrict ||
      formerUnits === undefined
    ) {
      throw new Error(
        `places line ${index + 1}: found "${line}", allowed 6 columns with a 5-digit code first`,
      );
    }
    units.push({
      code: code!,
      kind,
      name,
      ...(altSpelling ? { altSpelling } : {}),
      formerDistrict,
      formerUnits: parseFormer(formerUnits),
    });
  }
  return units;
}

/** "phường Lê Chân": how a unit is called in a sentence and on a button. */
export function unitName(unit: Pick<Unit, 'kind' | 'name'>): string {
  return `${unit.kind.toLowerCase()} ${unit.name}`;
}

/** "Huyện An Lão" → kind "Huyện", name "An Lão". */
export function splitKind(called: string): { kind: string; name: string } {
  const kind = KINDS.find((k) => called.startsWith(`${k} `)) ?? '';
  return { kind, name: called.slice(kind.length).trim() };
}

/** "Huyện A: Xã B, Xã C; Quận D: Phường E". */
function parseFormer(text: string): Unit['formerUnits'] {
  return text.split(';').flatMap((part) => {
    const [district, communes] = part.split(':');
    return (communes ?? '')
      .split(',')
      .map((commune) => commune.trim())
      .filter((commune) => commune !== '')
      .map((commune) => ({ ...splitKind(commune), district: district!.trim() }));
  });
}
