import { fold } from './normalise.ts';
import { isSyllable } from './syllable.ts';

/**
 * What the keys of a Vietnamese keyboard would have written had it been switched on: "mieenf" →
 * "miền" (telex), "mie62n" → "miền" (VNI). Nothing for a word that no such syllable comes from.
 */
export interface Decoded {
  word: string;
  /** Typed in a way hardly any other word is: a key inside the word, or (telex) several keys. */
  sure: boolean;
}

const TELEX_TONES: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
};
const VNI_TONES: Readonly<Record<string, string>> = {
  '1': '\u0301',
  '2': '\u0300',
  '3': '\u0309',
  '4': '\u0303',
  '5': '\u0323',
};
const CIRCUMFLEX = '\u0302';
const BREVE = '\u0306';
const HORN = '\u031b';
const VOWEL = /[aeiouy]/;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
const WITH_HAT = /[\u0302\u0306\u031b]/;

/** Reads a word in lower case as telex. Letters that have their mark already may stand beside raw keys. */
export function decodeTelex(word: string): Decoded | undefined {
  // A tone that is there already was typed with the keyboard on: "lừaa" is drawn out.
  if (!/^\p{Script=Latin}{2,10}$/u.test(word) || TONE.test(word.normalize('NFD'))) return undefined;
  const keys = new Keys();
  for (const [i, key] of [...word].entries()) {
    const next = word[i + 1];
    if (key in TELEX_TONES && keys.hasVowel) {
      if (!keys.tone(TELEX_TONES[key]!)) return undefined;
    } else if (key === 'w') {
      if (!keys.horn() && !keys.breve() && (i === 0 || keys.hasVowel || !keys.add('u', HORN)))
        return undefined;
    } else if (key === 'd' && keys.bar(i === 1 || next === undefined)) {
      // "dd", or "dangd": the stroke of đ.
    } else if (/[aeo]/.test(key) && keys.hat(key)) {
      // "ee", or "dienej": the hat of ê.
    } else {
      keys.add(key);
    }
  }
  return keys.decoded(2);
}

/** Reads a word in lower case as VNI. */
export function decodeVni(word: string): Decoded | undefined {
  if (!/^[a-zđ][\p{Script=Latin}\d]{1,9}$/u.test(word) || !/\d/.test(word)) return undefined;
  const keys = new Keys();
  for (const key of word) {
    if (key in VNI_TONES) {
      if (!keys.hasVowel || !keys.tone(VNI_TONES[key]!)) return undefined;
    } else if (/\d/.test(key)) {
      const done =
        (key === '6' && (keys.hat('a') || keys.hat('e') || keys.hat('o'))) ||
        (key === '7' && keys.horn()) ||
        (key === '8' && keys.breve()) ||
        (key === '9' && keys.bar(true));
      if (!done) return undefined;
    } else {
      keys.add(key);
    }
  }
  // Two digits at the end may just be a number: "nam18".
  return keys.decoded(Number.POSITIVE_INFINITY);
}

/** A word as it comes about key by key. */
class Keys {
  readonly #letters: string[] = [];
  #tone = '';
  /** Keys that became marks, and whether a letter came after one. */
  #marks = 0;
  #inside = false;

  get hasVowel(): boolean {
    return this.#letters.some((letter) => VOWEL.test(letter));
  }

  add(letter: string, mark = ''): true {
    if (this.#marks > 0) this.#inside = true;
    if (mark !== '') this.#marks++;
    this.#letters.push(letter.normalize('NFD') + mark);
    return true;
  }

  tone(tone: string): boolean {
    if (this.#tone !== '') return false;
    this.#tone = tone;
    return this.#mark();
  }

  /** The hat over the last such vowel. Apart from it ("dienej") only once a tone has been typed, or will be. */
  hat(vowel: string): boolean {
    const at = this.#letters.lastIndexOf(vowel);
    if (at < 0) return false;
    if (this.#letters.slice(at + 1).some((letter) => VOWEL.test(letter))) return false;
    this.#letters[at] += CIRCUMFLEX;
    return this.#mark();
  }

  breve(): boolean {
    const at = this.#letters.lastIndexOf('a');
    if (at < 0) return false;
    this.#letters[at] += BREVE;
    return this.#mark();
  }

  /** "uo" takes both horns. */
  horn(): boolean {
    const at = this.#letters.findLastIndex((letter) => letter === 'o' || letter === 'u');
    if (at < 0) return false;
    const before = this.#letters[at - 1];
    if (this.#letters[at] === 'o' && before === 'u' && this.#letters[at - 2] !== 'q')
      this.#letters[at - 1] += HORN;
    this.#letters[at] += HORN;
    return this.#mark();
  }

  bar(allowed: boolean): boolean {
    if (!allowed || this.#letters[0] !== 'd') return false;
    this.#letters[0] = 'đ';
    return this.#mark();
  }

  decoded(sureFrom: number): Decoded | undefined {
    const plain = fold(this.#letters.join('').normalize('NFC'));
    if (this.#marks === 0) return undefined;
    // "đc", "đk": an abbreviation with its stroke.
    if (!isSyllable(plain) && !(plain.length === 2 && this.#letters[0] === 'đ')) return undefined;
    if (this.#tone !== '') this.#letters[this.#toneAt()] += this.#tone;
    const word = this.#letters.join('').normalize('NFC');
    return { word, sure: this.#inside || this.#marks >= sureFrom };
  }

  #mark(): true {
    this.#marks++;
    return true;
  }

  /** On the vowel with a hat; else on the second of three or before a closing consonant; else on the first. */
  #toneAt(): number {
    const hatted = this.#letters.findLastIndex((letter) => WITH_HAT.test(letter));
    if (hatted >= 0) return hatted;
    const vowels = this.#letters.flatMap((letter, i) => (VOWEL.test(letter) ? [i] : []));
    const glides =
      (this.#letters[0] === 'q' && this.#letters[1] === 'u') ||
      (this.#letters[0] === 'g' && this.#letters[1] === 'i');
    if (vowels.length > 1 && glides) vowels.shift();
    const closed = vowels.at(-1)! < this.#letters.length - 1;
    return vowels.length > 2 || (vowels.length === 2 && closed) ? vowels[1]! : vowels[0]!;
  }
}
