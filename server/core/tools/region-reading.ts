/** Reads Chinese text aloud: one toneless syllable per character, ü written v. */
export type Reader = (text: string) => string[]

/**
 * Readings a dictionary of common words gets wrong in place names of Hunan.
 * Later lines win, so a word stands below its characters.
 */
const placeReadings: readonly (readonly [word: string, reading: string])[] = [
  ['大', 'da'],
  ['长', 'chang'],
  ['长官', 'zhang guan'],
  ['长老', 'zhang lao'],
  ['柏', 'bai'],
  ['都', 'du'],
  ['乐', 'le'],
  ['曾', 'zeng'],
  ['什', 'shi'],
  ['么', 'yao'],
  ['㮾', 'lang'],
  ['㴩', 'yong'],
  ['罗卜', 'luo bo'],
  ['行廊', 'hang lang'],
  ['油行', 'you hang'],
  ['栈行', 'zhan hang'],
  ['重华', 'chong hua'],
  ['重湖', 'chong hu'],
  ['俩仪', 'liang yi'],
  ['单家', 'shan jia'],
  ['仇家', 'qiu jia'],
]

/** Corrects a general reader for place names; what has no syllable (brackets) is left out. */
export function placeReader(read: Reader): Reader {
  return (text) => {
    const syllables = read(text)
    for (const [word, reading] of placeReadings) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        syllables.splice(at, word.length, ...reading.split(' '))
      }
    }
    return syllables.filter((syllable) => /^[a-z]+$/.test(syllable))
  }
}
