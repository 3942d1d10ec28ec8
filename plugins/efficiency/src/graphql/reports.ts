import {
  answer,
  connectionOf,
  decodeCursor,
  encodeCursor,
  fault,
  invalid,
  pageOf,
  pageSize,
  resultOf,
  type Builder,
  type Host,
} from '@zhikong/core'
import { countReports, selectNewestEdition, selectReport, selectReports, selectSuccessors } from '../queries/report.ts'
import { daysOf } from '../rules/report-period.ts'
import type { Efficiency } from '../tables.ts'
import { BEGINS, publishReport, REPORT_PUBLISHED } from './publish-report.ts'
import { readAnalysis } from './read-analysis.ts'
import { reportOf, type defineReport, type Report } from './report.ts'

type Types = ReturnType<typeof defineReport>

/** Writes the queries that return reports, and the mutation that publishes one. */
export const defineReports = (builder: Builder, host: Host<Efficiency>, { EfficiencyReport, Period }: Types): void => {
  const authScopes = { permission: host.permission('efficiency.read') }
  const Connection = connectionOf(builder, 'EfficiencyReport', EfficiencyReport, authScopes)
  builder.queryField('efficiencyReports', (t) =>
    t.field({
      type: Connection,
      description: 'The published reports of a region and of those within it, the newest first.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, first, after }, context) => {
        const size = pageSize(first)
        const beyond = after == null ? null : numberOf(decodeCursor(after, 1)[0])
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectReports(trx, reach, { limit: size + 1, after: beyond })
            const successors = await selectSuccessors(
              trx,
              reach,
              rows.map(({ id }) => id),
            )
            const total = await countReports(trx, reach)
            const cursorOf = ({ published }: Report) => encodeCursor([published?.id ?? 0])
            const shown = rows.map((row) => reportOf(row, successors.get(row.id) ?? null))
            return pageOf(shown, { first: size, after, total, cursorOf })
          },
          within,
        )
      },
    }),
  )
  builder.queryField('efficiencyReport', (t) =>
    t.field({
      type: EfficiencyReport,
      nullable: true,
      description: 'A published report; null when there is none with this number in range.',
      authScopes,
      args: { id: t.arg.id({ required: true, description: 'Its number.' }) },
      resolve: (_root, { id }, context) =>
        host.read(context, async (trx, reach) => {
          const row = /^\d{1,9}$/u.test(id) ? await selectReport(trx, reach, Number(id)) : undefined
          if (row === undefined) return null
          return reportOf(row, (await selectSuccessors(trx, reach, [row.id])).get(row.id) ?? null)
        }),
    }),
  )
  builder.queryField('efficiencyReportDraft', (t) =>
    t.field({
      type: EfficiencyReport,
      description: 'What a report would say if it were published now.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        period: t.arg({ type: Period, required: true, description: 'Month, quarter or year.' }),
        from: t.arg({ type: 'Date', required: true, description: 'Its first day.' }),
      },
      resolve: (_root, { within, period, from }, context) => {
        const days = daysOf(period, from)
        if (days === null) throw invalid(BEGINS, ['from'])
        return host.read(
          context,
          async (trx, reach) => {
            const region = (await host.registers()).tree.byCode(within)
            if (region === undefined) throw fault('NOT_FOUND', { value: within }, ['within'])
            const place = { regionId: region.id, fromDay: days.from, toDay: days.to }
            const newest = await selectNewestEdition(trx, reach, place)
            const computed = await readAnalysis(trx, host, region, reach, days)
            return {
              ...computed,
              ...place,
              period,
              published: null,
              replaces: newest?.id ?? null,
              replacedBy: null,
              edition: (newest?.edition ?? 0) + 1,
            }
          },
          within,
        )
      },
    }),
  )
  definePublish(builder, host, Period)
}

const definePublish = (builder: Builder, host: Host<Efficiency>, Period: Types['Period']): void => {
  const permission = host.permission('efficiency.report')
  const Input = builder.inputType('PublishEfficiencyReportInput', {
    description: 'What to publish: the figures are computed at this moment and kept.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'A region of county level or above.' }),
      period: t.field({ type: Period, required: true, description: 'Month, quarter or year; it is over.' }),
      from: t.field({ type: 'Date', required: true, description: 'Its first day.' }),
      conclusion: t.string({ required: true, description: 'What follows from the figures; at most 5,000 characters.' }),
      replaces: t.id({ description: 'The newest edition, when there is one and this one corrects it.' }),
    }),
  })
  builder.mutationField('publishEfficiencyReport', (t) =>
    t.field({
      type: resultOf(builder, 'PublishEfficiencyReport', { permission }, { id: 'ID', edition: 'Int' }),
      description:
        'Publishes the analysis of a region over a period. There is one report of a region and period; a correction is a new edition that names the one before, and the old one stays.',
      authScopes: { permission },
      audit: REPORT_PUBLISHED,
      args: { input: t.arg({ type: Input, required: true, description: 'What to publish.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { id, edition } = await publishReport(host, context, input)
          return { id, edition }
        }),
    }),
  )
}

const numberOf = (part: unknown): number =>
  typeof part === 'number' && Number.isInteger(part) && part >= 0 && part < 2 ** 31 ? part : 0
