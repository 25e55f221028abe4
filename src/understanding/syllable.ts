/**
 * The syllables of Vietnamese without marks: a beginning consonant and one of these rimes. It is
 * how a word is known for one that could be Vietnamese, whatever marks it has lost. Without "oong"
 * and "ooc", which are telex for "ông" and "ôc" far oftener than they are syllables.
 */
const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?';

const RIMES =
  'a ac ach ai am an ang anh ao ap at au ay ' +
  'e ec ech em en eng enh eo ep et eu ' +
  'i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oat oay oc oe oen oeo oet oi om on ong op ot ' +
  'u ua uan uang uat uay uc ue uech uen uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu ' +
  'uy uya uych uyen uyet uynh uyt uyu y ych yem yen yet yeu ynh yt';

const SYLLABLE = new RegExp(`^${ONSET}(?:${RIMES.split(' ').join('|')})$`);

/** Whether a word without marks, in lower case, could be a Vietnamese syllable: "dang", not "kys". */
export function isSyllable(folded: string): boolean {
  return folded.length <= 7 && SYLLABLE.test(folded);
}
