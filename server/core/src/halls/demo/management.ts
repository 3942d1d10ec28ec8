import { localDate } from '../../clock/local-time.ts'
import type { Host } from '../../host.ts'
import type { Region } from '../../registers/region.ts'
import { uuidV7 } from '../../uuid.ts'
import { keepStanding } from '../keep-standing.ts'
import { insertMember, lockGroup, saveGroup } from '../queries/group.ts'
import { insertObjective } from '../queries/objective.ts'
import { hasAuthority } from '../rules/standing.ts'
import { runLeaderClock } from '../run-leader-clock.ts'
import type { Halls } from '../tables.ts'
import { loadControlLogs } from './control-logs.ts'
import { loadScoreWeights } from './score.ts'

const BY = '演示数据'
const DAY_MS = 86_400_000

/** Made-up quality groups of the province, its cities and their counties, and some objectives. Says that it is a demo. */
export const loadManagement = async (host: Host<Halls>, onProgress: (share: number) => void): Promise<void> => {
  const { tree } = await host.registers()
  const [province] = tree.roots
  if (province === undefined) return
  const cities = tree.childrenOf(province).filter(hasAuthority)
  const counties = cities.flatMap((city) => tree.childrenOf(city)).filter(hasAuthority)
  const regions = [province, ...cities, ...counties]
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    if ((await lockGroup(trx, province.id)) !== undefined) return
    for (const [at, region] of regions.entries()) {
      await loadGroup(host, trx, { region, at, now })
      onProgress(at / regions.length)
    }
  })
  await loadControlLogs(host)
  await keepStanding(host)
  await loadScoreWeights(host)
  onProgress(1)
}

type Trx = Parameters<typeof saveGroup>[0]
type One = { readonly region: Region; readonly at: number; readonly now: Date }

/** Of every ninth the leader's time is nearly over, of every seventeenth it is. */
const loadGroup = async (host: Host<Halls>, trx: Trx, { region, at, now }: One): Promise<void> => {
  const day = (days: number) => localDate(new Date(now.getTime() + days * DAY_MS))
  const { id: regionId, areaCode, scopeKey, name } = region
  const seat = { regionId, areaCode, scopeKey }
  const id = uuidV7(now.getTime())
  await saveGroup(trx, {
    ...seat,
    id,
    name: `${name}政务服务质量管控小组（演示）`,
    document: `演示文件 ${at + 1} 号`,
    validFrom: day(-300),
    validTo: null,
    controlMeasures: '演示：每日巡查大厅，每月分析超时办件，每季度抽查评价与回访。',
    improvementPlan: '演示：逐项整改共性问题，按季度公布整改效果。',
    clockId: null,
    leaderUntil: null,
    changedAt: now,
    changedBy: BY,
  })
  const ends = at % 17 === 16 ? -3 : at % 9 === 8 ? 9 : null
  const term = { validFrom: day(-300), validTo: ends === null ? null : day(ends) }
  const member = { ...seat, groupId: id }
  const ids = { leader: uuidV7(now.getTime()), member: uuidV7(now.getTime()) }
  await insertMember(trx, {
    ...member,
    ...term,
    id: ids.leader,
    duty: 'PRIMARY_LEADER',
    name: `演示负责人 ${at + 1}`,
    post: '政务服务中心负责人',
  })
  await insertMember(trx, {
    ...member,
    id: ids.member,
    duty: 'MEMBER',
    name: `演示成员 ${at + 1}`,
    post: '督查科',
    validFrom: day(-300),
    validTo: null,
  })
  const group = await lockGroup(trx, regionId)
  if (group !== undefined) await runLeaderClock(host, trx, group, now)
  if (at > 20) return
  const year = day(0).slice(0, 4)
  await insertObjective(trx, {
    ...seat,
    id: uuidV7(now.getTime()),
    indicator: at % 2 === 0 ? 'on-time-rate' : 'satisfaction-rate',
    comparator: 'AT_LEAST',
    target: at % 2 === 0 ? 99 : 95,
    fromDay: `${year}-01-01`,
    toDay: `${Number(year) + 1}-01-01`,
    setAt: now,
    setBy: BY,
    withdrawnAt: null,
    withdrawnReason: null,
    judgedAt: null,
    met: null,
    display: null,
    n: null,
  })
}
