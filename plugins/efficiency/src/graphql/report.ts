import type { Builder, Host, RegisterSnapshot } from '@zhikong/core'
import type { ReportRow } from '../queries/report.ts'
import type { REPORT_PERIODS, ReportPeriod } from '../rules/report-period.ts'
import type { Efficiency } from '../tables.ts'
import type { Analysis, Computed, ReportedFigure } from './read-analysis.ts'
import type { defineHandlingTimes } from './handling-times.ts'
import type { defineTimeSpent } from './time-spent.ts'
import type { defineWarningResponse } from './warning-response.ts'

/** A report as it is shown: published, or a draft with the figures of now. */
export type Report = Computed & {
  /** Null for a draft, which was not published. */
  readonly published: Pick<ReportRow, 'id' | 'publishedAt' | 'publishedBy' | 'conclusion'> | null
  /** Of a draft, the newest edition, which it would replace. */
  readonly replaces: number | null
  readonly replacedBy: number | null
  readonly regionId: number
  readonly period: ReportPeriod
  readonly fromDay: string
  readonly toDay: string
  readonly edition: number
}

/** What a stored report shows. */
export const reportOf = ({ content, ...row }: ReportRow, replacedBy: number | null): Report => ({
  ...row,
  published: row,
  replacedBy,
  analysis: JSON.parse(content) as Analysis,
})

type Parts = {
  readonly HandlingTimes: ReturnType<typeof defineHandlingTimes>
  readonly TimeSpent: ReturnType<typeof defineTimeSpent>
  readonly WarningResponse: ReturnType<typeof defineWarningResponse>
}

/** Writes `EfficiencyReport` with its figures, and `ReportPeriod`. */
export const defineReport = (builder: Builder, host: Host<Efficiency>, parts: Parts) => {
  const access = { permission: host.permission('efficiency.read') }
  const Period = builder.enumType('ReportPeriod', {
    description: 'Over what a report is published.',
    values: {
      MONTH: { description: 'A month of the calendar.' },
      QUARTER: { description: 'Three months from January, April, July or October.' },
      YEAR: { description: 'A year of the calendar.' },
    } satisfies Record<(typeof REPORT_PERIODS)[number], object>,
  })
  const ReportedFigure = defineReportedFigure(builder, access)
  const EfficiencyReport = builder.objectRef<Report>('EfficiencyReport').implement({
    access,
    description:
      'The analysis of a region over a month, quarter or year (clause 6.4-b). A published one is kept as it was computed; the figures of a draft are those of now.',
    fields: (t) => ({
      id: t.id({
        nullable: true,
        description: 'Its number; null for a draft.',
        resolve: ({ published }) => published?.id ?? null,
      }),
      region: t.field({
        type: 'Region',
        description: 'The region, with all within it.',
        resolve: async ({ regionId }) => regionOf(await host.registers(), regionId),
      }),
      period: t.expose('period', { type: Period, description: 'Month, quarter or year.' }),
      from: t.expose('fromDay', { type: 'Date', description: 'The first day.' }),
      to: t.expose('toDay', { type: 'Date', description: 'The day after the last.' }),
      edition: t.exposeInt('edition', {
        description: '1 for the first; a correction is a new edition. Of a draft, the one that it would be.',
      }),
      replaces: t.id({
        nullable: true,
        description: 'The edition that this one corrects; a draft names the newest one, if there is any.',
        resolve: ({ replaces }) => replaces,
      }),
      replacedBy: t.id({
        nullable: true,
        description: 'The edition that corrects this one; null for the newest.',
        resolve: ({ replacedBy }) => replacedBy,
      }),
      conclusion: t.string({
        description: 'What the authority says of the figures; empty in a draft.',
        resolve: ({ published }) => published?.conclusion ?? '',
      }),
      computedAt: t.expose('computedAt', { type: 'DateTime', description: 'As of when the figures are.' }),
      calendarRevision: t.exposeInt('calendarRevision', {
        description: 'The newest revision of the calendars of working days by which was counted.',
      }),
      ruleVersions: t.exposeString('ruleVersions', {
        description: 'The versions of the rules by which cards of the period were issued, commas between.',
      }),
      publishedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was published; null for a draft.',
        resolve: ({ published }) => published?.publishedAt ?? null,
      }),
      publishedBy: t.string({
        nullable: true,
        description: 'The name of who published it; null for a draft.',
        resolve: ({ published }) => published?.publishedBy ?? null,
      }),
      figures: t.field({
        type: [ReportedFigure],
        description: 'Every indicator of efficiency.',
        resolve: ({ analysis }) => [...analysis.figures],
      }),
      handling: t.field({
        type: parts.HandlingTimes,
        nullable: true,
        description: "Handling times; null where they are not kept apart for the reader's organisation or hall.",
        resolve: ({ analysis }) => analysis.handling,
      }),
      timeSpent: t.field({
        type: parts.TimeSpent,
        description: 'Where the working time went.',
        resolve: ({ analysis }) => analysis.timeSpent,
      }),
      warnings: t.field({
        type: parts.WarningResponse,
        description: 'Warnings, and what became of them.',
        resolve: ({ analysis }) => analysis.warnings,
      }),
    }),
  })
  return { EfficiencyReport, Period }
}

const defineReportedFigure = (
  builder: Builder,
  access: { readonly permission: ReturnType<Host<Efficiency>['permission']> },
) =>
  builder.objectRef<ReportedFigure>('ReportedFigure').implement({
    access,
    description: 'A figure of a report, with what it counts as it was then.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'The code of the indicator.' }),
      clause: t.exposeString('clause', { nullable: true, description: 'The clause of the standard.' }),
      title: t.string({
        description: "Its title in the reader's language.",
        resolve: ({ title }, _args, { language }) => title[language],
      }),
      description: t.string({
        description: 'How it is counted.',
        resolve: ({ description }, _args, { language }) => description[language],
      }),
      value: t.float({
        nullable: true,
        description: 'In the unit of the indicator; null without data.',
        resolve: ({ figure }) => figure.value,
      }),
      numerator: t.float({ description: 'What was counted.', resolve: ({ figure }) => figure.numerator }),
      denominator: t.float({
        nullable: true,
        description: 'Of how many; null when it is no ratio.',
        resolve: ({ figure }) => figure.denominator,
      }),
      display: t.string({
        description: 'As it is to be shown; "–" without data.',
        resolve: ({ figure }) => figure.display,
      }),
      noData: t.string({
        nullable: true,
        description: "Why there is no value, in the reader's language.",
        resolve: ({ figure }, _args, { language }) => figure.noData?.[language] ?? null,
      }),
      meetsTarget: t.boolean({
        nullable: true,
        description: 'Against the target that held; null without a target or without data.',
        resolve: ({ figure }) => figure.meetsTarget,
      }),
    }),
  })

const regionOf = ({ tree }: RegisterSnapshot, id: number) => {
  const region = tree.byId(id)
  if (region === undefined) throw new Error(`A report is about region ${id}, which no register has`)
  return region
}
