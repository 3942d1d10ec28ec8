import { fault, invalid, localDate, readerScope, type Host, type RequestContext } from '@zhikong/core'
import { insertReport, lockEditions, selectNewestEdition, type ReportRow } from '../queries/report.ts'
import { daysOf, type ReportPeriod } from '../rules/report-period.ts'
import type { Efficiency } from '../tables.ts'
import { readAnalysis } from './read-analysis.ts'

/** The action in the audit log. */
export const REPORT_PUBLISHED = 'efficiency.report.published'

const LONGEST = 5_000

/** What an authority publishes, as it was asked. */
export type ToPublish = {
  readonly region: string
  readonly period: ReportPeriod
  readonly from: string
  readonly conclusion: string
  readonly replaces?: string | null | undefined
}

/**
 * Computes the analysis of a region over a period and keeps it as it is now.
 * @throws Fault NOT_FOUND for a region out of range, FORBIDDEN for who is bound to a part of it, INVALID_INPUT for a
 * period that is none or not over, CONFLICT when there is an edition that is not named to be replaced
 */
export async function publishReport(
  host: Host<Efficiency>,
  context: Pick<RequestContext, 'principal' | 'read' | 'change'>,
  input: ToPublish,
): Promise<ReportRow> {
  const region = (await host.registers()).tree.byCode(input.region)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(context.principal, range, input.region, ['input', 'region'])
  if (region === undefined || context.principal === null) throw fault('NOT_FOUND', { value: input.region })
  if (reach.organisationId !== null || reach.hallId !== null) throw fault('FORBIDDEN', { detail: WHOLE })
  if (region.level === 'TOWNSHIP' || region.level === 'VILLAGE') throw invalid(LEVEL, ['input', 'region'])
  const days = daysOf(input.period, input.from)
  if (days === null) throw invalid(BEGINS, ['input', 'from'])
  if (days.to > localDate(await host.clock.now())) throw invalid(NOT_OVER, ['input', 'from'])
  const conclusion = input.conclusion.trim()
  if (conclusion === '' || conclusion.length > LONGEST) throw invalid(WORDS, ['input', 'conclusion'])
  const { analysis, ...computed } = await host.read(
    context,
    (trx) => readAnalysis(trx, host, region, reach, days),
    range ?? undefined,
  )
  const { id: publishedById, name: publishedBy } = context.principal
  return host.change(context, REPORT_PUBLISHED, async (trx, note) => {
    const place = { regionId: region.id, fromDay: days.from, toDay: days.to }
    await lockEditions(trx, place)
    const newest = await selectNewestEdition(trx, reach, place)
    if (String(newest?.id ?? '') !== (input.replaces ?? '')) {
      throw fault('CONFLICT', { detail: newest === undefined ? NONE_TO_REPLACE : REPLACE }, ['input', 'replaces'])
    }
    const row: Omit<ReportRow, 'id'> = {
      ...place,
      ...computed,
      areaCode: region.areaCode,
      scopeKey: region.scopeKey,
      period: input.period,
      edition: (newest?.edition ?? 0) + 1,
      replaces: newest?.id ?? null,
      conclusion,
      content: JSON.stringify(analysis),
      publishedAt: await host.clock.now(),
      publishedById,
      publishedBy,
    }
    const id = await insertReport(trx, row)
    const subject = { type: 'EfficiencyReport', id: String(id) }
    const { period, fromDay, edition } = row
    note({ subject, scopeKey: region.scopeKey, after: { period, fromDay, edition, conclusion } })
    return { ...row, id }
  })
}

const WHOLE = {
  'zh-CN': '报告针对整个区域，限定于部门或大厅的身份不能发布。',
  en: 'A report is about a whole region; who is bound to an organisation or hall cannot publish one.',
}
const LEVEL = {
  'zh-CN': '报告由县级以上管理机构发布，请选择县市区、市州或省。',
  en: 'Reports are published by authorities of county level and above: choose a county, city or the province.',
}
/** What a period begins with. */
export const BEGINS = {
  'zh-CN': '起始日期须为该月、季度或年度的第一天。',
  en: 'The first day is the first of a month, quarter or year, as the period asks.',
}
const NOT_OVER = {
  'zh-CN': '该期间尚未结束，结束后方可发布。',
  en: 'The period is not over yet; publish when it is.',
}
const WORDS = {
  'zh-CN': `请写明分析结论，最多 ${LONGEST} 字。`,
  en: `Say what follows from the figures, in at most ${LONGEST} characters.`,
}
const REPLACE = {
  'zh-CN': '该区域该期间已有报告。如需更正，请在 replaces 中注明最新一版的编号。',
  en: 'There is a report of this region and period. To correct it, name its newest edition in "replaces".',
}
const NONE_TO_REPLACE = {
  'zh-CN': '该区域该期间还没有报告，replaces 须为空。',
  en: 'There is no report of this region and period yet: leave "replaces" out.',
}
