import type { Expectation, Reading } from '../engine/understood.ts';
import type { Place } from '../engine/value.ts';
import { canonical, fold } from './normalise.ts';
import { type Found, type PhraseBook, phraseBook, without } from './phrase-book.ts';
import { splitKind, type Unit, unitName } from './unit.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** At most so many places are offered when several fit. */
const MOST_CHOICES = 6;

/** What a name can be: a unit of today, an old commune, an old district. */
interface Sense {
  age: 'current' | 'commune' | 'district';
  kind: string;
  /** The name with its marks, in lower case: evidence between "cẩm giang" and "cẩm giàng". */
  name: string;
  /** For an old commune: the old district it was in. */
  district?: string;
  unit: Unit;
}

export type ReadPlace = (words: readonly Word[], expected: Expectation) => Reading | undefined;

/** Reads communes, with or without marks and kind, and the old names of what became them. */
export function createPlaces(
  units: readonly Unit[],
  vocabulary: Vocabulary,
  fillers: PhraseBook<unknown>,
): ReadPlace {
  const senses = sensesByName(units);
  const names = phraseBook([...senses.values()].flat().map(({ name }) => [name, name] as const));
  const { current, former } = vocabulary.placeKinds;
  const kinds = phraseBook(
    [...Object.entries(current), ...Object.entries(former)].flatMap(([kind, forms]) =>
      forms.map((form) => [form, kind] as const),
    ),
  );
  const besides = phraseBook([
    ...vocabulary.placeFillers.map((filler) => [filler, true] as const),
    ...Object.values({ ...current, ...former })
      .flat()
      .map((form) => [form, true] as const),
  ]);

  return (words, { ask, pending }) => {
    const found = findNames(words, names, kinds, senses);
    const rest = words.filter((_, i) =>
      found.every(({ from, length }) => i < from || i >= from + length),
    );
    const whole = without(without(rest, besides), fillers).length === 0;
    const named = found.some(({ kind }) => kind !== undefined);
    if (found.length === 0) {
      const unknown = pending && looksLikePlace(words, kinds, current, fillers);
      return unknown ? { ask, problem: 'unknown-place', whole: true, named: true } : undefined;
    }
    // "phường An Biên, quận Lê Chân": the district only helps to tell communes apart.
    const communes = found.filter(({ value }) => value.some(({ age }) => age !== 'district'));
    const district = found.find(({ value }) => value.every(({ age }) => age === 'district'));
    const meant = (communes[0] ?? district)!.value;
    const inDistrict = district && meant.filter((sense) => inside(sense, district.value));
    const fitting = distinct(inDistrict?.length ? inDistrict : meant);
    const several =
      communes.length > 1 ? distinct(communes.flatMap(({ value }) => value)) : fitting;
    if (several.length === 1) return { ask, value: asPlace(several[0]!), whole, named };
    const choices = several
      .slice(0, MOST_CHOICES)
      .map((unit) => ({ value: asPlace(unit), label: unitName(unit) }));
    return { ask, choices, whole, named };
  };
}

/** Everything a name can be, by the name without marks. */
function sensesByName(units: readonly Unit[]): ReadonlyMap<string, readonly Sense[]> {
  const senses = new Map<string, Sense[]>();
  const add = (
    called: { kind: string; name: string },
    sense: Pick<Sense, 'age' | 'unit' | 'district'>,
  ) => {
    const name = canonical(called.name);
    const all = senses.get(fold(name));
    const one = { ...sense, kind: called.kind, name };
    if (all) all.push(one);
    else senses.set(fold(name), [one]);
  };
  for (const unit of units) {
    add(unit, { age: 'current', unit });
    if (unit.altSpelling)
      add({ kind: unit.kind, name: unit.altSpelling }, { age: 'current', unit });
    add(splitKind(unit.formerDistrict), { age: 'district', unit });
    for (const commune of unit.formerUnits) {
      add(commune, { age: 'commune', unit, district: canonical(splitKind(commune.district).name) });
    }
  }
  return senses;
}

interface FoundName extends Found<readonly Sense[]> {
  kind?: string;
}

function findNames(
  words: readonly Word[],
  names: PhraseBook<string>,
  kinds: PhraseBook<string>,
  senses: ReadonlyMap<string, readonly Sense[]>,
): FoundName[] {
  const found: FoundName[] = [];
  for (let i = 0; i < words.length; ) {
    const kind = kinds.at(words, i);
    const name = names.at(words, i + (kind?.length ?? 0));
    if (!name) {
      i++;
      continue;
    }
    const typed = words.slice(name.from, name.from + name.length);
    const all = fittingMarks(typed, senses.get(fold(name.value))!);
    const value = fittingKind(all, kind?.value);
    const length = name.length + (kind?.length ?? 0);
    if (value.length > 0)
      found.push({ value, from: i, length, ...(kind ? { kind: kind.value } : {}) });
    i += length;
  }
  return found;
}

/** Names that fold alike are told apart by the marks that were typed, and only by those. */
function fittingMarks(typed: readonly Word[], all: readonly Sense[]): readonly Sense[] {
  const text = typed.map((word) => word.text).join(' ');
  const exact = all.filter((sense) => sense.name === text);
  return text !== fold(text) && exact.length > 0 ? exact : all;
}

/**
 * A kind typed before the name decides; where it fits nothing it is forgiven. Without one, a unit
 * of today comes before what was so called in former days.
 */
function fittingKind(all: readonly Sense[], kind: string | undefined): readonly Sense[] {
  const ofKind = all.filter((sense) => sense.kind === kind);
  const fitting = ofKind.length > 0 ? ofKind : all;
  for (const age of ['current', 'commune', 'district'] as const) {
    const ofAge = fitting.filter((sense) => sense.age === age);
    if (ofAge.length > 0) return ofAge;
  }
  return [];
}

function looksLikePlace(
  words: readonly Word[],
  kinds: PhraseBook<string>,
  current: Vocabulary['placeKinds']['current'],
  fillers: PhraseBook<unknown>,
): boolean {
  const essence = without(words, fillers);
  const kind = kinds.at(essence, 0);
  if (kind === undefined || current[kind.value] === undefined) return false;
  const rest = essence.length - kind.length;
  // A single letter ("p", "x", "đk") begins too many other things.
  return (
    rest >= 1 && rest <= 4 && essence[0]!.text.length > 1 && !/^(dk)$/.test(essence[0]!.folded)
  );
}

function inside(sense: Sense, district: readonly Sense[]): boolean {
  const name = district[0]!.name;
  const own = sense.district ?? canonical(splitKind(sense.unit.formerDistrict).name);
  return own === name;
}

function distinct(senses: readonly Sense[]): Unit[] {
  const units = [...new Set(senses.map(({ unit }) => unit))];
  // The unit that kept the old district's name is the likeliest.
  const kept = (unit: Unit) => (senses.some(({ name }) => name === canonical(unit.name)) ? 0 : 1);
  return units.sort((a, b) => kept(a) - kept(b));
}

function asPlace(unit: Unit): Place {
  return { code: unit.code, name: unitName(unit) };
}
