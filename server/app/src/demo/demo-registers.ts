import { OPERATOR, saveRegister } from '@zhikong/core'
import type {
  Drafts,
  HallDraft,
  OrganisationDraft,
  Platform,
  Region,
  RegisterKind,
  Text,
  WindowDraft,
} from '@zhikong/core'
import type { DemoMatter } from './demo-matters.ts'
import { MINUTE_MATTER, TWO_DAY_MATTER } from './demo-matters.ts'

/** Of the villages of a township, its first have a hall in the demo. */
const VILLAGES_PER_TOWNSHIP = 2

const hasHall = (region: Region, siblings: readonly Region[]): boolean =>
  region.level !== 'VILLAGE' || siblings.indexOf(region) < VILLAGES_PER_TOWNSHIP

const hallName = ({ level, name }: Region): string => {
  if (level === 'VILLAGE') return `${name}便民服务站`
  return level === 'TOWNSHIP' ? `${name}便民服务中心` : `${name}政务服务大厅`
}

/** What the names of halls and departments end in where no console says that its data are made up. */
export const MADE_UP: Text = { 'zh-CN': '（演示）', en: ' (made up)' }
const UNMARKED: Text = { 'zh-CN': '', en: '' }

/** Everything that the demo's cases name: halls with windows, departments, matters. Changes nothing the second time. */
export const saveDemoRegisters = async (
  { database, registers }: Platform,
  matters: readonly DemoMatter[],
  today: string,
  mark: Text = UNMARKED,
): Promise<void> => {
  const { tree } = await registers.snapshot()
  const places = tree.all.filter((region) => {
    const parent = tree.parentOf(region)
    return hasHall(region, parent === undefined ? [] : tree.childrenOf(parent))
  })
  const departments = [...new Map(matters.map(({ department }) => [department.name, department])).values()]
  const save = async <Kind extends RegisterKind>(kind: Kind, drafts: readonly Drafts[Kind][]): Promise<void> => {
    const host = {
      administer: <T>(work: Parameters<typeof database.withScope<T>>[1]) =>
        database.withScope({ mode: 'administration' }, work),
      registers,
    }
    const { problems } = await saveRegister(host, kind, drafts, { actor: OPERATOR, origin: 'IMPORT', today })
    if (problems.length > 0) throw new Error(`The demo's ${kind} could not be saved: ${JSON.stringify(problems[0])}`)
  }
  const bodies = places.filter(({ level }) => level !== 'TOWNSHIP' && level !== 'VILLAGE')
  await save(
    'halls',
    places.map((region): HallDraft => ({
      code: hallCode(region),
      name: `${hallName(region)}${mark['zh-CN']}`,
      nameEn: `${region.nameEn} Service Hall${mark.en}`,
      region: region.code,
    })),
  )
  await save(
    'windows',
    bodies.flatMap((region): WindowDraft[] =>
      ['A01', 'A02', 'B01'].map((code) => ({
        hall: hallCode(region),
        code,
        name: `综合窗口 ${code}`,
        kind: 'COMPREHENSIVE',
      })),
    ),
  )
  await save(
    'organisations',
    bodies.flatMap((region): OrganisationDraft[] =>
      departments.map(({ name, nameEn }, index) => ({
        code: departmentCode(region, index),
        name: `${region.name}${name}${mark['zh-CN']}`,
        nameEn: `${region.nameEn} ${nameEn}${mark.en}`,
        region: region.code,
        kind: 'DEPARTMENT',
      })),
    ),
  )
  await save('matters', [...matters.map(({ draft }) => draft), MINUTE_MATTER, TWO_DAY_MATTER])
}

export const hallCode = ({ code }: Region): string => `H${code}`

export const departmentCode = ({ code }: Region, department: number): string =>
  `D${code}-${String(department + 1).padStart(2, '0')}`
