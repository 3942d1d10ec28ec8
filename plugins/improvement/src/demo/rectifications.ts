import type { DemoLoader, RegisterSnapshot } from '@zhikong/core'
import { openRectification } from '../handlers/open-rectification.ts'
import type { Improvement } from '../tables.ts'
import { takeDemoSteps } from './course.ts'

/** The county of most of the demo's accounts, so that each of them finds something. */
const HUAYUAN = '433124000000'
const DAY_MS = 86_400_000
const OLDEST_DAYS = 24

const TITLES = [
  '演示数据：窗口公示的办事指南与网上不一致',
  '演示数据：窗口未公示监督电话',
  '演示数据：午间值守缺岗',
  '演示数据：一次性告知内容不完整',
  '演示数据：叫号系统等候时间过长未分流',
  '演示数据：材料清单含已取消的证明',
]

/** How far each of them got, one after the other. */
const STEPS_TAKEN = [6, 5, 0, 2, 4, 1, 3, 2, 0, 5, 1, 4]

/** Findings at the departments of a county, at every stage of their repair; one names no unit. Loaded once. */
export const loadRectifications: DemoLoader<Improvement> = async (host, onProgress) => {
  const now = await host.clock.now()
  const places = placesIn(await host.registers())
  for (const [at, place] of places.entries()) {
    const foundAt = new Date(now.getTime() - (OLDEST_DAYS - at) * DAY_MS)
    const finding = {
      source: 'INSPECTION',
      sourceId: `demo-${at}`,
      type: 'DEFICIENCY',
      cause: `DEMO_${at}`,
      severity: at % 4 === 0 ? 'SERIOUS' : 'MINOR',
      title: TITLES[at % TITLES.length] ?? '演示数据',
      foundAt,
      place,
    } as const
    await host.withScope({ mode: 'engine' }, async (trx) => {
      const { id, outcome } = await host.findings.raise(trx, finding)
      if (outcome !== 'RAISED') return
      const { type, cause, severity, title } = finding
      const found = { origin: { findingId: id }, type, cause, severity, title, foundAt, place }
      const row = await openRectification(host, trx, found, foundAt)
      if (row !== undefined) await takeDemoSteps(host, trx, row, STEPS_TAKEN[at % STEPS_TAKEN.length] ?? 0)
    })
    onProgress((at + 1) / places.length)
  }
  onProgress(1)
}

/** A place for each of a county's first departments, and one that names none. */
const placesIn = ({ tree, index }: RegisterSnapshot) => {
  const county = tree.byCode(HUAYUAN)
  if (county === undefined) return []
  const { id: regionId, areaCode, scopeKey } = county
  const place = { regionId, areaCode, scopeKey, hallId: null }
  const units = [...index.organisationById.values()]
    .filter((each) => each.regionId === regionId)
    .slice(0, STEPS_TAKEN.length)
  return [...units.map(({ id: organisationId }) => ({ ...place, organisationId })), { ...place, organisationId: null }]
}
