import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { uuidV7 } from '../../uuid.ts'
import { insertTerms, selectTerms } from '../queries/terms.ts'
import { isGrade } from '../rules/grades.ts'
import { termsFor, type RatingTerms } from '../rules/terms.ts'
import type { Ratings } from '../tables.ts'
import { askedBy, idOf } from './asked.ts'

const SET = 'ratings.terms.set'

const WORDS = {
  satisfiedFrom: 'The lowest grade that counts as satisfied: 2 to 5; 3 is basically satisfied.',
  contactDays: 'Working days to get in touch with who rated badly.',
  fixDays: 'Working days to put right or explain a 2.',
  worstFixDays: 'Working days to put right or explain a 1.',
  linkDays: 'How many days a link to rate is good.',
} as const satisfies Record<keyof RatingTerms, string>

const NAMES = Object.keys(WORDS) as readonly (keyof RatingTerms)[]

/** Writes what holds for ratings in a region, and how it is set. */
export const defineTerms = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.read') }
  const Terms = builder.objectRef<RatingTerms>('RatingTerms').implement({
    access: authScopes,
    description: 'What holds for ratings of a region or organisation.',
    fields: (t) => Object.fromEntries(NAMES.map((name) => [name, t.exposeInt(name, { description: WORDS[name] })])),
  })
  builder.queryField('ratingTerms', (t) =>
    t.field({
      type: Terms,
      description: 'What holds for ratings of a region, and there of one organisation: the nearest that was set.',
      authScopes,
      args: {
        region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        organisation: t.arg.id({ description: 'The id of an organisation.' }),
      },
      resolve: (_root, { region, organisation }, context) =>
        host.read(context, (trx) => holding(host, trx, region, idOf(organisation)), region),
    }),
  )
  defineSet(builder, host)
}

type Db = Parameters<typeof selectTerms>[0]

const holding = async (host: Host<Ratings>, trx: Db, code: string, organisationId: number | null) => {
  const { tree } = await host.registers()
  const region = tree.byCode(code)
  const ancestors = region === undefined ? [] : [...tree.ancestorsOf(region), region].map(({ id }) => id)
  return termsFor(await selectTerms(trx), ancestors, organisationId)
}

const defineSet = (builder: Builder, host: Host<Ratings>): void => {
  const authScopes = { permission: host.permission('ratings.govern') }
  const Input = builder.inputType('SetRatingTermsInput', {
    description: 'What is to hold from now on; what is left out stays as it is.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      organisation: t.id({ description: 'The id of an organisation, where it is to hold for that one alone.' }),
      satisfiedFrom: t.int({ description: WORDS.satisfiedFrom }),
      contactDays: t.int({ description: WORDS.contactDays }),
      fixDays: t.int({ description: WORDS.fixDays }),
      worstFixDays: t.int({ description: WORDS.worstFixDays }),
      linkDays: t.int({ description: WORDS.linkDays }),
    }),
  })
  builder.mutationField('setRatingTerms', (t) =>
    t.field({
      type: resultOf(builder, 'SetRatingTerms', authScopes, { region: 'RegionCode' }),
      description: 'Sets what holds for ratings from now on: what was rated before counts as it did.',
      authScopes,
      audit: SET,
      args: { input: t.arg({ type: Input, required: true, description: 'What.' }) },
      resolve: (_root, { input }, context) => answer(async () => set(host, context, input)),
    }),
  )
}

type Asked = { readonly region: string; readonly organisation?: string | null | undefined } & {
  readonly [Name in keyof RatingTerms]?: number | null | undefined
}

const set = async (
  host: Host<Ratings>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { region: code, organisation, ...asked }: Asked,
) => {
  const principal = askedBy(context.principal)
  const { tree, index } = await host.registers()
  const region = tree.byCode(code)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(principal, range, code, ['input', 'region'])
  const organisationId = idOf(organisation)
  if (region === undefined || reach.organisationId !== null || reach.hallId !== null)
    throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
  if (organisationId !== null && index.organisationById.get(organisationId) === undefined)
    throw fault('NOT_FOUND', { value: organisation ?? '' }, ['input', 'organisation'])
  const setAt = await host.clock.now()
  return host.change(context, SET, async (trx, note) => {
    const before = await holding(host, trx, code, organisationId)
    const after = mended(before, asked)
    const { id: regionId, areaCode, scopeKey } = region
    const by = { setAt, setById: principal.id, setBy: principal.name }
    await insertTerms(trx, { id: uuidV7(), regionId, areaCode, scopeKey, organisationId, ...by, ...after })
    const was = Object.fromEntries(NAMES.map((name) => [name, before[name]]))
    note({ subject: { type: 'RatingTerms', id: code }, scopeKey, before: was, after: { ...after } })
    return { region: code }
  })
}

const MOST = 365

const mended = (before: RatingTerms, asked: Omit<Asked, 'region' | 'organisation'>): RatingTerms => {
  const satisfiedFrom = asked.satisfiedFrom ?? before.satisfiedFrom
  if (!isGrade(satisfiedFrom) || satisfiedFrom < 2) throw invalid(FROM, ['input', 'satisfiedFrom'])
  const days = (name: Exclude<keyof RatingTerms, 'satisfiedFrom'>): number => {
    const value = asked[name] ?? before[name]
    if (value >= 1 && value <= MOST) return value
    throw invalid({ 'zh-CN': `须为 1 至 ${MOST}。`, en: `It is 1 to ${MOST}.` }, ['input', name])
  }
  const [contactDays, fixDays] = [days('contactDays'), days('fixDays')]
  return { satisfiedFrom, contactDays, fixDays, worstFixDays: days('worstFixDays'), linkDays: days('linkDays') }
}

const FROM = { 'zh-CN': '计入满意的最低等级须为 2 至 5。', en: 'The lowest grade that counts is 2 to 5.' }
