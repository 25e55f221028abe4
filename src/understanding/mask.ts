import type { PersonalData } from '../engine/understood.ts';
import { fold } from './normalise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A part of what was typed (end exclusive) that must not be stored, and what stands there instead. */
export interface Personal {
  kind: PersonalData;
  start: number;
  end: number;
  by: string;
}

export type FindPersonal = (original: string) => Personal[];

const NUMBER = /(?<![\d/])(?:\+ ?)?\d(?:[ .-]{0,2}\d){7,}(?![\d/])/g;
const DATE = /(?<!\d)(?:\d{1,2}([-./ ])\d{1,2}\1\d{4}|\d{4}([-./])\d{1,2}\2\d{1,2})(?!\d)/g;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const MOBILE = /^0[35789]\d{8}$/;
/** How far around digits (in characters) a word still says what they are. */
const NEAR = 30;

/**
 * Finds what a person should not have sent: ID numbers, telephones, one-time codes, passwords,
 * e-mail addresses. Works on the NFC text as typed. A tax code is not personal (it is public), but
 * the 12 digits of a household business are its owner's ID number, so 12 digits are always masked.
 */
export function createMask(vocabulary: Vocabulary): FindPersonal {
  const { otp, password, taxCode, money } = vocabulary.digits;
  const { masks } = vocabulary;
  const taxWords = new RegExp(`(?<![\\p{L}\\p{N}])(?:${folded(taxCode)})(?![\\p{L}\\p{N}])`, 'u');
  const moneyWords = new RegExp(`^ ?(?:${folded(money)})(?![\\p{L}\\p{N}])`, 'u');
  const otpAround = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${folded(otp)})(?![\\p{L}\\p{N}])[^\\d\\n]{0,${NEAR}}(?<after>\\d[\\d -]{2,9}\\d)|(?<![\\d/.])(?<before>\\d{4,8})(?!\\d)[^\\d\\n]{0,15}(?:${folded(otp)})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const passwordIs = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${folded(password)})(?: (?:cua )?(?:em|toi|minh|tk|tai khoan|vneid|zalo|facebook|email|mail|dang nhap|cu|moi|cap 2))*(?: ?[:=] ?| la:? ?)(?<secret>[^\\s,;]+)`,
    'gu',
  );

  return (original) => {
    const lower = fold(original).toLowerCase();
    const found: Personal[] = [];
    const add = (kind: PersonalData, start: number, length: number, by: string) => {
      const end = start + length;
      if (found.every((other) => end <= other.start || start >= other.end))
        found.push({ kind, start, end, by });
    };

    for (const match of original.matchAll(EMAIL))
      add('email', match.index, match[0].length, masks.email);
    for (const match of lower.matchAll(passwordIs)) {
      const secret = match.groups!.secret!;
      if (/^(?:gi|nao|sao|bao|the|de|mot|j)$|^[?.!]/.test(secret)) continue;
      add('password', match.index + match[0].length - secret.length, secret.length, masks.password);
    }
    for (const match of lower.matchAll(otpAround)) {
      const digits = match.groups!.after ?? match.groups!.before!;
      const count = digits.replace(/\D/g, '').length;
      if (count >= 4 && count <= 8)
        add('otp', match.index + match[0].indexOf(digits), digits.length, masks.otp);
    }
    const undated = original.replace(DATE, (date) => ' '.repeat(date.length));
    for (const match of undated.matchAll(NUMBER)) {
      for (const { text, start } of readable(match[0], match.index)) {
        const after = lower.slice(start + text.length);
        if (moneyWords.test(after)) continue;
        const around = lower.slice(Math.max(0, start - NEAR), start);
        const kind = kindOf(text, taxWords.test(around));
        if (kind) add(kind, start, text.length, starred(text, kind));
      }
    }
    return found.sort((a, b) => a.start - b.start);
  };
}

/** The text with each part replaced. */
export function masked(original: string, personal: readonly Personal[]): string {
  let text = '';
  let from = 0;
  for (const { start, end, by } of [...personal].sort((a, b) => a.start - b.start)) {
    text += original.slice(from, start) + by;
    from = end;
  }
  return text + original.slice(from);
}

/**
 * Whether ten digits are a possible Vietnamese tax code: the tenth is 10 − (Σ wᵢnᵢ mod 11), with
 * the weights of the tax authority; a sum divisible by 11 belongs to no code.
 */
export function isTaxCode(digits: string): boolean {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  if (!/^\d{10}$/.test(digits) || digits.slice(2, 9) === '0000000') return false;
  const rest = weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;
  return rest !== 0 && 10 - rest === Number(digits[9]);
}

function kindOf(text: string, besideTaxWord: boolean): PersonalData | undefined {
  const digits = text.replace(/\D/g, '');
  if (digits.length === 12) return 'id-number';
  const local = digits.replace(/^84/, '0');
  if (/^\+/.test(text) ? MOBILE.test(local) : digits.length === 11 && MOBILE.test(local))
    return 'phone';
  if (MOBILE.test(digits)) return besideTaxWord && isTaxCode(digits) ? undefined : 'phone';
  // Bank accounts and cards; a branch's tax code has the form 0314409058-002.
  const isLong = digits.length >= 13 && digits.length <= 19 && !/^\d{10}-\d{3}$/.test(text);
  if (isLong && !besideTaxWord && !text.includes('.')) return 'id-number';
  // With dots it is an amount of money.
  if (digits.length === 9 && !text.includes('.')) return 'id-number';
  return undefined;
}

/** A run of digits whole if it is something, else its parts: "05032006 0912345678" are two. */
function readable(run: string, start: number): { text: string; start: number }[] {
  if (kindOf(run, false)) return [{ text: run, start }];
  return Array.from(run.matchAll(/\+?\d[\d.-]*/g), (match) => ({
    text: match[0],
    start: start + match.index,
  }));
}

/** `031203******`, `091*******`: what is kept tells people what was meant, and nobody who it is. */
function starred(text: string, kind: PersonalData): string {
  const digits = text.replace(/\D/g, '').replace(/^84(?=[35789]\d{8}$)/, '0');
  const keep = kind === 'id-number' && digits.length === 12 ? 6 : 3;
  return digits.slice(0, keep) + '*'.repeat(digits.length - keep);
}

function folded(words: readonly string[]): string {
  return words
    .map((word) => fold(word).toLowerCase())
    .sort((a, b) => b.length - a.length)
    .join('|');
}
