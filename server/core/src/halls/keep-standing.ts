import { localDate } from '../clock/local-time.ts'
import type { Host } from '../host.ts'
import type { RegionTree } from '../registers/region-tree.ts'
import type { Region } from '../registers/region.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import { STANDING_CODES, VACANCY_DAYS } from './figures.ts'
import { selectAllGroups, selectMembers, type Db, type GroupRow, type MemberRow } from './queries/group.ts'
import { addStanding, insertDays, selectStanding } from './queries/standing.ts'
import { isLedOn } from './rules/leader.ts'
import { hasAuthority, standingOfHall } from './rules/standing.ts'
import type { Halls, StandingTable } from './tables.ts'

/** Days without a leader are looked for so far back, for a server that stood still. */
const LOOK_BACK_DAYS = 31
const DAY_MS = 86_400_000

type Led = { readonly group: GroupRow; readonly members: readonly MemberRow[] }

/** Counts anew what registers and groups come to today, and the days behind that had no leader (4-a, 5-a). */
export const keepStanding = async (host: Host<Halls>): Promise<void> => {
  const registers = await host.registers()
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const groups = await groupsOf(trx)
    const changed = await changesOf(trx, registers, groups, localDate(now))
    await addStanding(trx, changed)
    const vacant = await insertDays(trx, vacanciesOf(groups, now))
    const deltas = [...changed, ...vacant].map(({ measure, day, n, ...place }) => ({ place, measure, day, n }))
    await host.addDeltas(trx, deltas)
  })
}

const groupsOf = async (trx: Db): Promise<readonly Led[]> => {
  const groups = await selectAllGroups(trx)
  const members = Map.groupBy(
    await selectMembers(
      trx,
      groups.map(({ id }) => id),
    ),
    ({ groupId }) => groupId,
  )
  return groups.map((group) => ({ group, members: members.get(group.id) ?? [] }))
}

/** By how much each count of a region differs from what was kept. */
const changesOf = async (
  trx: Db,
  registers: RegisterSnapshot,
  groups: readonly Led[],
  today: string,
): Promise<readonly StandingTable[]> => {
  const differences = new Map<string, number>()
  const add = (measure: string, regionId: number, n: number) => {
    const key = `${measure}\n${regionId}`
    differences.set(key, (differences.get(key) ?? 0) + n)
  }
  for (const { id } of authoritiesOf(registers.tree)) add('authorities', id, 1)
  for (const { group, members } of groups) {
    const region = registers.tree.byId(group.regionId)
    if (region !== undefined && hasAuthority(region) && isLedOn(group, members, today)) {
      add('authorities-led', group.regionId, 1)
    }
  }
  for (const { id, regionId } of registers.index.halls) {
    const kinds = registers.index.windowsOf(id).map(({ kind }) => kind)
    for (const [measure, n] of Object.entries(standingOfHall(kinds))) add(measure, regionId, n)
  }
  for (const { measure, regionId, n } of await selectStanding(trx, STANDING_CODES)) add(measure, regionId, -n)
  return [...differences].flatMap(([key, n]) => {
    const [measure = '', id] = key.split('\n')
    const region = registers.tree.byId(Number(id))
    if (n === 0 || region === undefined) return []
    return [{ regionId: region.id, areaCode: region.areaCode, scopeKey: region.scopeKey, measure, day: today, n }]
  })
}

const authoritiesOf = (tree: RegionTree, regions: readonly Region[] = tree.roots): readonly Region[] =>
  regions.filter(hasAuthority).flatMap((region) => [region, ...authoritiesOf(tree, tree.childrenOf(region))])

/** The days before today on which a group that held had no primary leader. */
const vacanciesOf = (groups: readonly Led[], now: Date): readonly StandingTable[] => {
  const days = Array.from({ length: LOOK_BACK_DAYS }, (_, n) => localDate(new Date(now.getTime() - (n + 1) * DAY_MS)))
  return groups.flatMap(({ group, members }) => {
    const { regionId, areaCode, scopeKey, validFrom } = group
    return days
      .filter((day) => day >= validFrom && !isLedOn(group, members, day))
      .map((day) => ({ regionId, areaCode, scopeKey, measure: VACANCY_DAYS, day, n: 1 }))
  })
}
