/** Characters XML 1.0 has no way to write: a workbook that holds one is refused as damaged. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * A cell of words that others chose (citizens, makers of QR codes): as text it stays text whatever
 * it begins with, also `=`, and what cannot be written is left out.
 */
export function textCell(value: string) {
  return { value: value.replace(UNWRITABLE, ''), type: String };
}
