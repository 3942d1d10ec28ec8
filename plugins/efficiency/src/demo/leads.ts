import { localDate, type PluginTransaction, type RegisterSnapshot } from '@zhikong/core'
import { ENGINE, UNJUDGED } from '../graphql/detect-leads.ts'
import { insertLead } from '../queries/accountability-lead.ts'
import type { DemoCard } from '../queries/demo-cards.ts'
import { selectDetected } from '../queries/detect-leads.ts'
import type { Efficiency } from '../tables.ts'
import { DEMO_DECIDER, DEMO_OPENER } from './who.ts'

type Db = PluginTransaction<Efficiency>

/** Days before now in which the platform looks. */
const DAYS = 60
const DAY_MS = 86_400_000
/** Of each trigger and county. */
const MOST = 4

const FOUND = {
  words: '演示数据：系统比对办件记录发现，请人工核实。',
  foundById: ENGINE.id,
  foundBy: ENGINE.name,
} as const

const BY = { foundById: DEMO_OPENER.id, foundBy: DEMO_OPENER.name } as const

const BY_HAND = [
  { ...BY, trigger: 'EXTRA_MATERIAL', words: '演示数据：群众反映窗口索要办事指南以外的材料。' },
  { ...BY, trigger: 'CHARGED_OUTSIDE_LIST', words: '演示数据：群众反映收取清单以外的费用。' },
] as const

/** Keeps leads that the platform found in the counties of the cards, and some as if they were proposed by hand. */
export async function insertDemoLeads(
  trx: Db,
  { tree }: RegisterSnapshot,
  cards: readonly DemoCard[],
  now: Date,
): Promise<void> {
  const period = { from: localDate(new Date(now.getTime() - DAYS * DAY_MS)), to: localDate(now) }
  let at = 0
  for (const [areaCode, ofArea] of Map.groupBy(cards, (card) => card.areaCode)) {
    const region = tree.byCode(`${areaCode}000000`)
    if (region === undefined) continue
    const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
    for (const found of await selectDetected(trx, reach, period, MOST)) {
      await insertLead(trx, { ...found, ...judged(at++, now), ...FOUND })
    }
    for (const [index, suspected] of BY_HAND.entries()) {
      const card = ofArea[index]
      if (card !== undefined) await insertLead(trx, { ...ofCase(card), ...judged(at++, now), ...suspected })
    }
  }
}

const ofCase = ({ acceptedAt: _acceptedAt, raisedAt: _raisedAt, dueAt: _dueAt, level: _level, ...card }: DemoCard) => ({
  ...card,
  alertId: null,
})

/** Most wait to be judged, some were confirmed or dismissed. */
const judged = (at: number, now: Date) => {
  const foundAt = new Date(now.getTime() - (at % 5) * DAY_MS)
  const state = (['PROPOSED', 'CONFIRMED', 'PROPOSED', 'DISMISSED'] as const)[at % 4] ?? 'PROPOSED'
  if (state === 'PROPOSED') return { ...UNJUDGED, state, foundAt, evidence: null }
  const { id: judgedById, name: judgedBy } = DEMO_DECIDER
  const reason = state === 'CONFIRMED' ? '演示数据：经核查属实。' : '演示数据：经核查不属实。'
  return { state, judgedById, judgedBy, judgedAt: foundAt, reason, foundAt, evidence: null }
}
