import type { Region, RegionTree } from '@zhikong/core'
import type { DemoMatter } from './demo-matters.ts'
import { readDemoMatters } from './demo-matters.ts'
import { departmentCode, hallCode } from './demo-registers.ts'
import { randomOf } from './random.ts'

/** A hall of the demo: how busy it is, how well it keeps its promises, what it offers. */
export type DemoHall = {
  readonly code: string
  readonly region: Region
  readonly weight: number
  /** How likely a case is late. */
  readonly lateness: number
  readonly windows: readonly string[]
  readonly matters: readonly { readonly matter: DemoMatter; readonly organisation: string }[]
}

export type DemoWorld = { readonly halls: readonly DemoHall[]; readonly ends: readonly number[] }

const WEIGHTS = { PROVINCE: 700, CITY: 260, COUNTY: 100, TOWNSHIP: 2.6, VILLAGE: 0.4 } as const

/** The halls of the demo, the same for the same seed. */
export const makeWorld = (seed: number, tree: RegionTree, hallCodes: ReadonlySet<string>): DemoWorld => {
  const matters = readDemoMatters()
  const departments = [...new Set(matters.map(({ department }) => department.name))]
  const halls = tree.all.flatMap((region): readonly DemoHall[] => {
    if (!hallCodes.has(hallCode(region))) return []
    const body = [region, ...tree.ancestorsOf(region).toReversed()].find(
      ({ level }) => level !== 'TOWNSHIP' && level !== 'VILLAGE',
    )
    if (body === undefined) return []
    const random = randomOf(seed ^ region.areaCode)
    const busyness = 0.4 + 1.6 * random()
    return [
      {
        code: hallCode(region),
        region,
        weight: WEIGHTS[region.level] * busyness * (region.kind === 'ORDINARY' ? 1 : 0.3),
        lateness: latenessOf(random()),
        windows: region === body ? ['A01', 'A02', 'B01'] : [],
        matters: matters
          .filter(({ levels }) => levels.includes(region.level))
          .map((matter) => ({ matter, organisation: departmentCode(body, departments.indexOf(matter.department.name)) })),
      },
    ]
  })
  let end = 0
  return { halls, ends: halls.map(({ weight }) => (end += weight)) }
}

/** Most counties are late once in a thousand cases, a few in every fortieth. */
const latenessOf = (luck: number): number => (luck > 0.97 ? 0.025 : luck > 0.85 ? 0.006 : 0.0005 + 0.002 * luck)
