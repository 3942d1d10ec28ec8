import type { GraphQLResolveInfo } from 'graphql'
import { localDate } from '../../clock/local-time.ts'
import type { CoreServices } from '../../core-services.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { mentionedIn } from '../../graphql/mentioned.ts'
import { shownNow } from '../../platform-clock.ts'
import { wholeWithin } from '../../registers/graphql/within.ts'
import type { Region } from '../../registers/region.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { makeRecount } from '../recounter.ts'
import { hasDays } from '../region-sums.ts'
import type { Rollup, RollupBy, RollupRow } from '../rollup.ts'
import { ROLLUP_BYS } from '../rollup.ts'
import { loadTargets } from '../targets.ts'
import { defineFigure } from './figure.ts'
import { gatherRollups } from './gathered-rollups.ts'
import { defineIndicator } from './indicator.ts'
import { defineSaveTarget } from './save-target.ts'
import type { RegisterTypes } from '../../registers/graphql/define.ts'

type AnsweredRow = RollupRow & { readonly by: RollupBy; readonly asOf: Date; readonly registers: RegisterSnapshot }
type Answered = Omit<Rollup, 'rows'> & {
  readonly rows: readonly AnsweredRow[]
  readonly region: Region
  readonly from: string
  readonly to: string
  readonly asOf: Date
}
type Asked = {
  readonly region: string
  readonly indicators: readonly string[]
  readonly from: string
  readonly to: string
  readonly by?: RollupBy | null | undefined
  readonly source?: string | null | undefined
}

const MOST_INDICATORS = 30

const NOT_SPLIT = {
  'zh-CN': '县级以下不按机构或渠道拆分，请查询其所在县市区。',
  en: 'Below the county figures are not split; ask for its county.',
} as const

const readAhead = (totals: Rollup['totals']): NonNullable<Rollup['totals']> => {
  if (totals === null) throw new Error('Totals were asked for and not read.')
  return totals
}

/** Writes `Rollup` and the queries that return it. */
export const defineRollup = (builder: Builder, services: CoreServices, types: RegisterTypes): void => {
  const { declarations } = services
  const ofWholeRegions = new Set(
    declarations.ownMeasures.filter(({ byOrganisation }) => byOrganisation !== true).map(({ code }) => code),
  )
  const indicatorTypes = defineIndicator(builder, declarations.indicators)
  const IndicatorRef = indicatorTypes.Indicator
  defineSaveTarget(builder, services, indicatorTypes)
  const FigureRef = defineFigure(builder)
  const By = builder.enumType('RollupBy', {
    description: 'By what a rollup is taken apart.',
    values: Object.fromEntries(ROLLUP_BYS.map((by) => [by, { value: by, description: BY_SAYS[by] }])) as Record<
      RollupBy,
      { value: RollupBy; description: string }
    >,
  })
  const RowRef = builder.objectRef<AnsweredRow>('RollupRow').implement({
    access: { permission: 'core.read' },
    description: 'One part of a rollup.',
    fields: (t) => ({
      key: t.exposeString('key', {
        description: 'A region code, a day, the first day of a month, an organisation id or a channel code.',
      }),
      label: t.string({
        description: "What to call it in the reader's language.",
        resolve: (row, _args, { language }) => labelOf(row, language === 'en'),
      }),
      region: t.field({
        type: types.Region,
        nullable: true,
        description: 'The child, by CHILDREN.',
        resolve: ({ region }) => region,
      }),
      organisation: t.field({
        type: types.Organisation,
        nullable: true,
        description: 'The deciding body, by ORGANISATION.',
        resolve: ({ by, key, registers }) =>
          by === 'ORGANISATION' ? (registers.index.organisationById.get(Number(key)) ?? null) : null,
      }),
      channel: t.field({
        type: types.Channel,
        nullable: true,
        description: 'The channel, by CHANNEL.',
        resolve: ({ by, key, registers }) =>
          by === 'CHANNEL' ? (registers.index.channelByCode.get(key) ?? null) : null,
      }),
      day: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day, or the first of the month, by DAY and MONTH.',
        resolve: ({ by, key }) => (by === 'DAY' || by === 'MONTH' ? key : null),
      }),
      figure: t.field({
        type: FigureRef,
        description: 'The figure of this part.',
        resolve: ({ figure, asOf }) => ({ ...figure, asOf }),
      }),
    }),
  })
  const RollupRef = builder.objectRef<Answered>('Rollup').implement({
    access: { permission: 'core.read' },
    description: 'An indicator of a region with everything within it, over a period.',
    fields: (t) => ({
      region: t.field({ type: types.Region, description: 'The region.', resolve: ({ region }) => region }),
      indicator: t.field({ type: IndicatorRef, description: 'The indicator.', resolve: ({ indicator }) => indicator }),
      from: t.expose('from', { type: 'Date', description: 'The first day, a local date.' }),
      to: t.expose('to', { type: 'Date', description: 'The day after the last, a local date.' }),
      total: t.field({
        type: FigureRef,
        description: 'The region with all within it.',
        resolve: ({ totals, asOf }) => ({ ...readAhead(totals).total, asOf }),
      }),
      own: t.field({
        type: FigureRef,
        description: 'The halls of the region itself alone.',
        resolve: ({ totals, asOf }) => ({ ...readAhead(totals).own, asOf }),
      }),
      rows: t.field({
        type: [RowRef],
        description: 'Its parts; none unless `by` was asked for.',
        resolve: ({ rows }) => [...rows],
      }),
    }),
  })

  const readRollups = gatherRollups((trx, { to, today, registers: { tree } }) => ({
    tree,
    recount: makeRecount(declarations.caseMeasures, declarations.ownMeasures, tree),
    today,
    targets: loadTargets(trx, tree, to < today ? to : today),
    isByOrganisation: (measure) => !ofWholeRegions.has(measure),
  }))

  const answerRollups = async (
    asked: Asked,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<readonly Answered[] | null> => {
    const registers = await services.registers.snapshot()
    const { principal } = context
    const region = wholeWithin(registers.tree, principal, asked.region)
    if (region === undefined) return null
    const indicators = asked.indicators.map((code) => {
      const indicator = declarations.indicators.find((one) => one.code === code)
      if (indicator === undefined) throw fault('UNKNOWN_INDICATOR', { value: code })
      return indicator
    })
    if (asked.from >= asked.to) {
      throw invalid(
        {
          'zh-CN': '结束日期须晚于开始日期（不含结束日）。',
          en: 'The period ends after it begins; its last day is not part of it.',
        },
        ['to'],
      )
    }
    if (asked.by === 'DAY' && Date.parse(asked.to) - Date.parse(asked.from) > 800 * 86_400_000) {
      throw invalid(
        { 'zh-CN': '按日最多查询 800 天，请按月查询。', en: 'By day at most 800 days are answered; ask by month.' },
        ['from'],
      )
    }
    const { from, to, by = null, source = null } = asked
    if ((by === 'ORGANISATION' || by === 'CHANNEL') && !hasDays(region)) throw invalid(NOT_SPLIT, ['by'])
    const asOf = await shownNow(services.clock)
    const mentioned = mentionedIn(info)
    const answered = await readRollups(context, {
      region,
      indicators,
      from,
      to,
      by,
      source,
      registers,
      today: localDate(asOf),
      withTotals: mentioned.has('total') || mentioned.has('own'),
    })
    return answered.map(({ rows, ...one }) => ({
      ...one,
      rows: rows.map((row) => ({ ...row, by: asked.by ?? 'CHILDREN', asOf, registers })),
      region,
      from: asked.from,
      to: asked.to,
      asOf,
    }))
  }

  builder.queryField('rollup', (t) =>
    t.field({
      type: RollupRef,
      nullable: true,
      description: 'An indicator of a region over a period; null when the region is unknown or out of range.',
      authScopes: { permission: 'core.read' },
      args: {
        region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        indicator: t.arg.string({ required: true, description: 'The code of the indicator.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day, a local date (Asia/Shanghai).' }),
        to: t.arg({
          type: 'Date',
          required: true,
          description: 'The day after the last. Stocks are read at its start.',
        }),
        by: t.arg({ type: By, description: 'By what to take it apart.' }),
        source: t.arg.string({ description: 'Only cases of this source system.' }),
      },
      resolve: async (_root, { indicator, ...asked }, context, info) =>
        (await answerRollups({ ...asked, indicators: [indicator] }, context, info))?.[0] ?? null,
    }),
  )
  builder.queryField('rollups', (t) =>
    t.field({
      type: [RollupRef],
      description:
        'Several indicators of a region over a period, read together; empty when the region is unknown or out of range.',
      authScopes: { permission: 'core.read' },
      args: {
        region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        indicators: t.arg.stringList({ required: true, description: 'The codes of the indicators, at most 30.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day, a local date (Asia/Shanghai).' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
        by: t.arg({ type: By, description: 'By what to take them apart.' }),
        source: t.arg.string({ description: 'Only cases of this source system.' }),
      },
      resolve: async (_root, asked, context, info) => {
        if (asked.indicators.length > MOST_INDICATORS) {
          throw fault('TOO_MANY_ITEMS', { max: MOST_INDICATORS, count: asked.indicators.length }, ['indicators'])
        }
        return [...((await answerRollups(asked, context, info)) ?? [])]
      },
    }),
  )
}

const BY_SAYS: Readonly<Record<RollupBy, string>> = {
  CHILDREN: 'By the regions right below.',
  DAY: 'By local day.',
  MONTH: 'By month.',
  ORGANISATION: 'By deciding body; county level and above.',
  CHANNEL: 'By channel; county level and above.',
}

const labelOf = ({ by, key, region, registers }: AnsweredRow, english: boolean): string => {
  const named = (entry: { readonly name: string; readonly nameEn: string | null } | null | undefined): string =>
    (english ? entry?.nameEn : null) ?? entry?.name ?? key
  if (by === 'CHILDREN') return named(region)
  if (by === 'ORGANISATION' && key === '0') return english ? 'Not stated' : '未注明'
  if (by === 'ORGANISATION') return named(registers.index.organisationById.get(Number(key)))
  if (by === 'CHANNEL') return named(registers.index.channelByCode.get(key))
  return key
}
