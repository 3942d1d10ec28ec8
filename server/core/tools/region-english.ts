import type { Reader } from './region-reading.ts'

export type Level = 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'

type Words = readonly (readonly [chinese: string, english: string])[]

/** Generic parts that end a name, the longest first where one ends another. */
const endings: Record<Level, Words> = {
  PROVINCE: [['省', 'Province']],
  CITY: [
    ['自治州', 'Autonomous Prefecture'],
    ['市', 'City'],
  ],
  COUNTY: [
    ['自治县', 'Autonomous County'],
    ['县', 'County'],
    ['市', 'City'],
    ['区', 'District'],
  ],
  TOWNSHIP: [
    ['街道办事处', 'Subdistrict'],
    ['街道', 'Subdistrict'],
    ['镇', 'Town'],
    ['乡', 'Township'],
  ],
  VILLAGE: [
    ['社区居委会二', 'Community No. 2'],
    ['虚拟社区', 'Virtual Community'],
    ['社区居民委员会', 'Community'],
    ['社区居委会', 'Community'],
    ['社区委员会', 'Community'],
    ['居民委员会', 'Community'],
    ['居委会', 'Community'],
    ['社区', 'Community'],
    ['类似村', 'Quasi-Village'],
    ['村村民委员会', 'Village'],
    ['村民委员会', 'Village'],
    ['村村委会', 'Village'],
    ['村委会', 'Village'],
    ['村', 'Village'],
    ['虚拟生活区', 'Virtual Residential Area'],
    ['生活区', 'Residential Area'],
  ],
}

/** Zones, farms and institutions, which stand at any level and end one another (茶场管理区). */
const institutions: Words = [
  ['高新技术产业园区', 'High-Tech Industrial Park'],
  ['经济技术开发区', 'Economic and Technological Development Zone'],
  ['经济开发区', 'Economic Development Zone'],
  ['产业开发区', 'Industrial Development Zone'],
  ['开发区', 'Development Zone'],
  ['示范区', 'Demonstration Zone'],
  ['旅游度假区', 'Tourist Resort'],
  ['管理委员会', 'Administrative Committee'],
  ['管理区', 'Management Zone'],
  ['管理处', 'Management Office'],
  ['国家森林公园管理局', 'National Forest Park Administration'],
  ['管理局', 'Administration'],
  ['湿地保护与发展事务中心', 'Wetland Protection and Development Centre'],
  ['公务中心', 'Public Affairs Centre'],
  ['循环经济园', 'Circular Economy Park'],
  ['高科技园', 'High-Tech Park'],
  ['产业园地区', 'Industrial Park Area'],
  ['产业园', 'Industrial Park'],
  ['工业园区', 'Industrial Park'],
  ['工业园', 'Industrial Park'],
  ['监狱', 'Prison'],
  ['国有林场', 'State Forest Farm'],
  ['林场', 'Forest Farm'],
  ['农场', 'Farm'],
  ['茶场', 'Tea Farm'],
  ['渔场', 'Fish Farm'],
  ['鱼场', 'Fish Farm'],
  ['原种场', 'Seed Farm'],
  ['良种场', 'Seed Farm'],
  ['园艺场', 'Horticultural Farm'],
  ['畜牧场', 'Livestock Farm'],
  ['养殖场', 'Breeding Farm'],
  ['分场', 'Branch Farm'],
  ['工区', 'Work Area'],
]

const peoples: Words = [
  ['维吾尔族', 'Uyghur'],
  ['土家族', 'Tujia'],
  ['苗族', 'Miao'],
  ['侗族', 'Dong'],
  ['瑶族', 'Yao'],
  ['回族', 'Hui'],
  ['白族', 'Bai'],
  ['壮族', 'Zhuang'],
  ['畲族', 'She'],
]

/** Names that no ending explains. */
const exceptions: Record<string, string> = {
  经济技术开发区通海路管理处: 'Tonghai Road Management Office of the Economic and Technological Development Zone',
}

/**
 * English name of a region in the usual form of maps: the proper name in pinyin, the generic part translated
 * (`花垣县` → `Huayuan County`, `攸县` → `Youxian County`). `ancestors` are the Chinese names above it, top first.
 */
export function englishName(name: string, level: Level, ancestors: readonly string[], read: Reader): string {
  const exception = exceptions[name]
  if (exception) return exception
  const own = level === 'VILLAGE' ? withoutAncestors(name, ancestors) : name
  const zone = level === 'VILLAGE' ? undefined : ending(own, institutions)
  if (zone) return institutionName(own, ancestors, read)
  const [chinese, english] = ending(own, endings[level]) ?? ['', '']
  if (!chinese) return institutionName(own, ancestors, read)
  const [stem, people] = splitPeoples(own.slice(0, -chinese.length))
  const generic = people && level === 'TOWNSHIP' ? `Ethnic ${english}` : english
  const short = stem.length === 1 && !people && /^[县镇乡村]/.test(chinese)
  const proper = short ? word(stem + chinese.slice(0, 1), read) : institutionName(stem, ancestors, read)
  return [proper, people, generic].filter(Boolean).join(' ')
}

/** `双牌打鼓坪林场` → `Shuangpai Daguping Forest Farm`; a text with no institution in it becomes one word. */
function institutionName(text: string, ancestors: readonly string[], read: Reader): string {
  const found = ending(text, institutions)
  if (!found) return word(text, read)
  const words: string[] = []
  let stem = text.slice(0, -found[0].length)
  for (const ancestor of ancestors) {
    const short = shortName(ancestor)
    if (stem === short || !stem.startsWith(short)) continue
    words.push(word(short, read))
    stem = stem.slice(short.length).replace(/^[市县]/, '')
  }
  if (stem) words.push(institutionName(stem, [], read))
  return [...words, found[1]].join(' ')
}

/** `岳阳市` → `岳阳`, `通道侗族自治县` → `通道`, `攸县` as it is. */
function shortName(name: string): string {
  if (name.length <= 2) return name
  return splitPeoples(name.replace(/(自治[州县]|.)$/, ''))[0]
}

function withoutAncestors(name: string, ancestors: readonly string[]): string {
  return ancestors.reduce((rest, ancestor) => {
    const shorter = rest.startsWith(ancestor) ? rest.slice(ancestor.length) : rest
    return endings.VILLAGE.some(([chinese]) => chinese === shorter) ? rest : shorter
  }, name)
}

function ending(text: string, words: Words): readonly [string, string] | undefined {
  return words.find(([chinese]) => text.endsWith(chinese))
}

function splitPeoples(text: string): [stem: string, people: string] {
  const found = ending(text, peoples)
  if (!found || text === found[0]) return [text, '']
  const [stem, before] = splitPeoples(text.slice(0, -found[0].length))
  return [stem, before ? `${before} and ${found[1]}` : found[1]]
}

/** One capitalised word with the apostrophe that parts syllables (`Dong'an`) and ü (`Lüye`). */
function word(text: string, read: Reader): string {
  const joined = read(text)
    .map((syllable, index) => (index > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable))
    .join('')
    .replaceAll('v', 'ü')
  return joined.slice(0, 1).toUpperCase() + joined.slice(1)
}
