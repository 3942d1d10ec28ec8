import { answer, fault, invalid, readerScope, resultOf, type Builder, type Host } from '@zhikong/core'
import { insertTerms, selectTerms } from '../queries/terms.ts'
import type { Terms } from '../tables.ts'
import { DEFAULT_TERMS } from '../rules/terms.ts'
import type { Improvement } from '../tables.ts'
import { askedBy } from './asked.ts'

const SET = 'improvement.terms.set'

const DAYS = {
  handOverDays: 'Working days to hand a finding over.',
  acceptDays: 'Working days to accept a rectification.',
  planDays: 'Working days to state measures, from the hand-over.',
  minorDays: 'Working days to repair what is minor.',
  seriousDays: 'Working days to repair what is serious.',
  graveDays: 'Working days to repair what is grave.',
  feedbackDays: 'Working days to report back.',
  recheckDays: 'Working days to recheck.',
  urgeDays: 'Working days to answer an urge.',
  effectDays: 'Calendar days without the same cause after which a repair is effective.',
  trendUnits: 'At so many units the same cause is a trend.',
  trendDays: 'Calendar days within which it is.',
} as const satisfies Record<Exclude<keyof Terms, 'handsOverAtOnce'>, string>

const NAMES = Object.keys(DAYS) as readonly (keyof typeof DAYS)[]
const MOST = 400

/** Writes the limits of a region, and how they are set. */
export const defineTerms = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.read') }
  const Terms = builder.objectRef<Terms>('ImprovementTerms').implement({
    access: authScopes,
    description: 'The limits that hold for a region.',
    fields: (t) => ({
      handsOverAtOnce: t.exposeBoolean('handsOverAtOnce', {
        description: 'A finding that names its unit is handed over without a hand.',
      }),
      ...Object.fromEntries(NAMES.map((name) => [name, t.exposeInt(name, { description: DAYS[name] })])),
    }),
  })
  builder.queryField('improvementTerms', (t) =>
    t.field({
      type: Terms,
      description: 'The limits of a region: its own, else those of the nearest region above, else the defaults.',
      authScopes,
      args: { region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }) },
      resolve: async (_root, { region }, context) => {
        const registers = await host.registers()
        const id = registers.tree.byCode(region)?.id ?? 0
        return host.read(context, async (trx) => (await selectTerms(trx, registers, id)) ?? DEFAULT_TERMS, region)
      },
    }),
  )
  defineSet(builder, host)
}

const defineSet = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.govern') }
  const Input = builder.inputType('SetImprovementTermsInput', {
    description: 'The limits of a region; what is left out stays as it is.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      handsOverAtOnce: t.boolean({ description: 'Hand over without a hand what names its unit.' }),
      handOverDays: t.int({ description: DAYS.handOverDays }),
      acceptDays: t.int({ description: DAYS.acceptDays }),
      planDays: t.int({ description: DAYS.planDays }),
      minorDays: t.int({ description: DAYS.minorDays }),
      seriousDays: t.int({ description: DAYS.seriousDays }),
      graveDays: t.int({ description: DAYS.graveDays }),
      feedbackDays: t.int({ description: DAYS.feedbackDays }),
      recheckDays: t.int({ description: DAYS.recheckDays }),
      urgeDays: t.int({ description: DAYS.urgeDays }),
      effectDays: t.int({ description: DAYS.effectDays }),
      trendUnits: t.int({ description: DAYS.trendUnits }),
      trendDays: t.int({ description: DAYS.trendDays }),
    }),
  })
  builder.mutationField('setImprovementTerms', (t) =>
    t.field({
      type: resultOf(builder, 'SetImprovementTerms', authScopes, { region: 'RegionCode' }),
      description: 'Sets limits for a region and all within it; what runs already keeps its due date.',
      authScopes,
      audit: SET,
      args: { input: t.arg({ type: Input, required: true, description: 'The limits.' }) },
      resolve: (_root, { input: { region: code, ...asked } }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          const registers = await host.registers()
          const region = registers.tree.byCode(code)
          const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
          const reach = readerScope(principal, range, code, ['input', 'region'])
          if (reach.organisationId !== null || reach.hallId !== null) throw fault('FORBIDDEN', { detail: WHOLE })
          const setAt = await host.clock.now()
          return host.change(context, SET, async (trx, note) => {
            const before = (await selectTerms(trx, registers, region?.id ?? 0)) ?? DEFAULT_TERMS
            const after = mended(before, asked)
            const { id: regionId, areaCode, scopeKey } = region ?? { id: 0, areaCode: 0, scopeKey: 0 }
            const by = { setAt, setById: principal.id, setBy: principal.name }
            await insertTerms(trx, { regionId, areaCode, scopeKey, ...by, ...after })
            note({
              subject: { type: 'ImprovementTerms', id: code },
              scopeKey,
              before: { ...before },
              after: { ...after },
            })
            return { region: code }
          })
        }),
    }),
  )
}

type Asked = { readonly [Name in keyof Terms]?: Terms[Name] | null | undefined }

const mended = (before: Terms, asked: Asked): Terms => {
  const given = NAMES.flatMap((name) => {
    const value = asked[name]
    if (value == null) return [[name, before[name]] as const]
    if (value < 1 || value > MOST) throw invalid(RANGE, ['input', name])
    return [[name, value] as const]
  })
  const handsOverAtOnce = asked.handsOverAtOnce ?? before.handsOverAtOnce
  return { ...DEFAULT_TERMS, ...Object.fromEntries(given), handsOverAtOnce }
}

const WHOLE = {
  'zh-CN': '时限针对整个区域，限定于部门或大厅的身份不能设置。',
  en: 'Limits hold for a whole region; who is bound to an organisation or hall cannot set them.',
}
const RANGE = { 'zh-CN': `须为 1 至 ${MOST}。`, en: `It is 1 to ${MOST}.` }
