import type { OwnMeasure, PluginTransaction, Text } from '@zhikong/core'
import { sumRectifications, type RectificationSum } from '../queries/sums.ts'
import { sumRatingFaults, sumUrges } from '../queries/sums.ts'
import type { RectificationMeasure } from '../rules/contributions.ts'
import type { Improvement } from '../tables.ts'

type Own = OwnMeasure<PluginTransaction<Improvement>>

const TITLES: Readonly<Record<RectificationMeasure, Text>> = {
  'findings-to-hand-over': { 'zh-CN': '应交办问题', en: 'Findings to hand over' },
  'findings-handed-over-in-time': { 'zh-CN': '按时交办问题', en: 'Findings handed over in time' },
  'findings-unaddressed': { 'zh-CN': '无责任单位问题', en: 'Findings without addressee' },
  'rectifications-assigned': { 'zh-CN': '交办整改', en: 'Rectifications assigned' },
  'rectifications-open': { 'zh-CN': '在办整改', en: 'Open rectifications' },
  'rectifications-extended': { 'zh-CN': '延期整改', en: 'Rectifications extended' },
  'rectifications-reopened': { 'zh-CN': '重开整改', en: 'Rectifications reopened' },
  'rectifications-closed': { 'zh-CN': '销号整改', en: 'Rectifications closed' },
  'rectifications-closed-in-time': { 'zh-CN': '按时整改', en: 'Rectifications done in time and closed' },
  'rectifications-judged': { 'zh-CN': '已评估效果的整改', en: 'Rectifications whose effect was judged' },
  'rectifications-effective': { 'zh-CN': '有效整改', en: 'Effective rectifications' },
  'rechecks-due': { 'zh-CN': '应复查', en: 'Rechecks due' },
  'rechecks-done': { 'zh-CN': '已复查', en: 'Rechecks done' },
}

/** On whose local day each counts, and under what condition: `contributionsOf` in the words of the database. */
const SUMS: Readonly<Record<RectificationMeasure, readonly RectificationSum[]>> = {
  'findings-to-hand-over': [{ at: 'found_at' }],
  'findings-handed-over-in-time': [{ at: 'found_at', where: 'assigned_at <= hand_over_due' }],
  'findings-unaddressed': [
    { at: 'found_at', where: 'addressed_at is distinct from found_at' },
    { at: 'addressed_at', where: 'addressed_at <> found_at', minus: true },
  ],
  'rectifications-assigned': [{ at: 'assigned_at' }],
  'rectifications-open': [{ at: 'assigned_at' }, { at: 'closed_at', where: 'assigned_at is not null', minus: true }],
  'rectifications-extended': [{ at: 'assigned_at', where: 'extended' }],
  'rectifications-reopened': [{ at: 'assigned_at', where: 'reopenings > 0' }],
  'rectifications-closed': [{ at: 'closed_at', where: 'assigned_at is not null' }],
  'rectifications-closed-in-time': [{ at: 'closed_at', where: 'done_at <= due' }],
  'rectifications-judged': [{ at: 'effect_at', where: "effect in ('EFFECTIVE', 'REPEATED')" }],
  'rectifications-effective': [{ at: 'effect_at', where: "effect = 'EFFECTIVE'" }],
  'rechecks-due': [{ at: 'recheck_due' }],
  'rechecks-done': [{ at: 'recheck_due', where: 'rechecked_at is not null' }],
}

const ofRectifications = (Object.keys(SUMS) as readonly RectificationMeasure[]).map((code): Own => ({
  code,
  title: TITLES[code],
  subject: 'own',
  byOrganisation: true,
  recount: (db, range) => sumRectifications(db, range, SUMS[code]),
}))

const own = (code: string, title: Text, recount: Own['recount']): Own => ({
  code,
  title,
  subject: 'own',
  byOrganisation: true,
  recount,
})

/** Everything that improvement counts, all of it over its own records. */
export const measures: readonly Own[] = [
  ...ofRectifications,
  own('urges-received', { 'zh-CN': '收到督促', en: 'Urges received' }, (db, range) => sumUrges(db, range, false)),
  own('urges-answered-in-time', { 'zh-CN': '按时答复督促', en: 'Urges answered in time' }, (db, range) =>
    sumUrges(db, range, true),
  ),
  own('rating-faults-detected', { 'zh-CN': '发现评价问题', en: 'Rating faults detected' }, (db, range) =>
    sumRatingFaults(db, range, false),
  ),
  own('rating-faults-settled', { 'zh-CN': '处理完毕的评价问题', en: 'Rating faults settled' }, (db, range) =>
    sumRatingFaults(db, range, true),
  ),
]
