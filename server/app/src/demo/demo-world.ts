import type { Region, RegionTree } from '@zhikong/core'
import type { DemoMatter } from './demo-matters.ts'
import { departmentCode, hallCode } from './demo-registers.ts'
import { randomOf } from './random.ts'

/** A hall of the demo: how busy it is, how well it keeps its promises, what it offers. */
export type DemoHall = {
  readonly code: string
  readonly region: Region
  readonly weight: number
  /** How likely a case is late. */
  readonly lateness: number
  /** How likely a case never comes to an end. */
  readonly stuck: number
  readonly windows: readonly string[]
  readonly matters: readonly { readonly matter: DemoMatter; readonly organisation: string }[]
  /** Weights of the matters, added up: what is done while one waits comes most often. */
  readonly matterEnds: readonly number[]
}

export type DemoWorld = { readonly halls: readonly DemoHall[]; readonly ends: readonly number[] }

const WEIGHTS = { PROVINCE: 700, CITY: 260, COUNTY: 100, TOWNSHIP: 2.6, VILLAGE: 0.4 } as const

/** The halls of the demo, the same for the same seed. */
export const makeWorld = (
  seed: number,
  tree: RegionTree,
  hallCodes: ReadonlySet<string>,
  matters: readonly DemoMatter[],
): DemoWorld => {
  const departments = [...new Set(matters.map(({ department }) => department.name))]
  const halls = tree.all.flatMap((region): readonly DemoHall[] => {
    if (!hallCodes.has(hallCode(region))) return []
    const body = [region, ...tree.ancestorsOf(region).toReversed()].find(
      ({ level }) => level !== 'TOWNSHIP' && level !== 'VILLAGE',
    )
    if (body === undefined) return []
    const random = randomOf(seed ^ region.areaCode)
    const busyness = 0.4 + 1.6 * random()
    const lateness = latenessOf(random())
    const offered = matters.filter(({ levels }) => levels.includes(region.level))
    return [
      {
        code: hallCode(region),
        region,
        weight: WEIGHTS[region.level] * busyness * (region.kind === 'ORDINARY' ? 1 : 0.3),
        lateness,
        stuck: lateness / 10,
        windows: region === body ? ['A01', 'A02', 'B01'] : [],
        matters: offered.map((matter) => ({
          matter,
          organisation: departmentCode(body, departments.indexOf(matter.department.name)),
        })),
        matterEnds: addUp(offered.map(({ draft }) => (draft.kind === 'IMMEDIATE' ? IMMEDIATE_WEIGHT : 1))),
      },
    ]
  })
  return { halls, ends: addUp(halls.map(({ weight }) => weight)) }
}

const IMMEDIATE_WEIGHT = 3

const addUp = (weights: readonly number[]): readonly number[] => {
  let end = 0
  return weights.map((weight) => (end += weight))
}

/** Most counties are late once or twice in a thousand cases, some in two hundred, a few in twenty. */
const latenessOf = (luck: number): number => (luck > 0.96 ? 0.05 : luck > 0.85 ? 0.012 : 0.0008 + 0.004 * luck)
