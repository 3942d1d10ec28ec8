import { selectCasesByRef, type CaseRef } from '../queries/cases-by-ref.ts'
import type { CaseRecord } from '../../cases/record.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import { isProblem, problem, type InputProblem } from '../../graphql/errors.ts'
import { fault, Fault, invalid } from '../../graphql/fault.ts'
import { INTAKE } from '../../graphql/limits.ts'
import type { Host } from '../../host.ts'
import type { RatingChannel } from '../contract.ts'
import type { Arrival } from '../handlers/arrival.ts'
import { storeRatings } from '../handlers/store-ratings.ts'
import type { WrittenRating } from '../rules/written.ts'
import type { Ratings } from '../tables.ts'
import { askedBy } from './asked.ts'
import type { Enums } from './enums.ts'
import { raterOf, ratingOf } from './public-rating.ts'

/** How many ratings one call takes. */
export const MOST_RATINGS = 500
const LONGEST_ID = 128
const MOST_EARLY_MS = 60_000

type Reported = WrittenRating & {
  readonly source: string
  readonly externalId: string
  readonly ratingId: string
  readonly channel: RatingChannel
  readonly givenAt: Date
  readonly device?: string | null | undefined
  readonly address?: string | null | undefined
  readonly name?: string | null | undefined
  readonly phone?: string | null | undefined
}

type Outcome = { readonly status: 'STORED' | 'DUPLICATE' } | InputProblem
type Answered = { readonly index: number; readonly outcome: Outcome }

/** Writes the mutation `reportRatings`: systems tell what was given at their devices, kiosks and portals. */
export const defineReportRatings = (builder: Builder, host: Host<Ratings>, { Channel, Report }: Enums): void => {
  const authScopes = { permission: host.permission('ratings.report') }
  const Result = builder.objectRef<Answered>('RatingReportResult').implement({
    access: authScopes,
    description: 'What became of one reported rating.',
    fields: (t) => ({
      index: t.exposeInt('index', { description: 'Its place in the input, from 0.' }),
      status: t.field({
        type: Report,
        description: 'What became of it.',
        resolve: ({ outcome }) => (isProblem(outcome) ? 'REJECTED' : outcome.status),
      }),
      error: t.field({
        type: 'InputError',
        nullable: true,
        description: 'Why it was rejected.',
        resolve: ({ outcome }) => (isProblem(outcome) ? outcome : null),
      }),
    }),
  })
  const Payload = builder.objectRef<readonly Answered[]>('ReportRatingsPayload').implement({
    access: authScopes,
    description: 'What became of the reported ratings, one by one.',
    fields: (t) => ({
      results: t.field({
        type: [Result],
        description: 'An answer for every rating, in the order of the input.',
        resolve: (results) => [...results],
      }),
      stored: t.int({ description: 'How many were taken.', resolve: countOf('STORED') }),
      duplicates: t.int({ description: 'How many had been taken before.', resolve: countOf('DUPLICATE') }),
      rejected: t.int({
        description: 'How many were not taken.',
        resolve: (results) => results.filter(({ outcome }) => isProblem(outcome)).length,
      }),
    }),
  })
  const Input = defineInput(builder, Channel)
  builder.mutationField('reportRatings', (t) =>
    t.field({
      type: Payload,
      description:
        'Takes ratings, at most 500. Each gets an answer of its own. Sending the same again changes nothing; a further one of the same service is refused, and noted.',
      authScopes,
      audit: { none: 'Ratings are their own record.' },
      extensions: { ...INTAKE },
      args: { input: t.arg({ type: [Input], required: true, description: 'The ratings.' }) },
      resolve: async (_root, { input }, { principal }) => {
        if (input.length > MOST_RATINGS)
          throw fault('TOO_MANY_ITEMS', { max: MOST_RATINGS, count: input.length }, ['input'])
        return (await report(host, askedBy(principal), input)).map((outcome, index) => ({ index, outcome }))
      },
    }),
  )
}

const countOf = (status: 'STORED' | 'DUPLICATE') => (results: readonly Answered[]) =>
  results.filter(({ outcome }) => !isProblem(outcome) && outcome.status === status).length

const defineInput = (builder: Builder, Channel: Enums['Channel']) => {
  const Item = builder.inputType('ReportedRatingItemInput', {
    description: 'The grade of one side of the service.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Which side.' }),
      grade: t.int({ required: true, description: '5 to 1.' }),
    }),
  })
  return builder.inputType('ReportedRatingInput', {
    description: 'One rating of the service of a case.',
    fields: (t) => ({
      source: t.string({ required: true, description: 'The system that reported the case.' }),
      externalId: t.string({ required: true, description: 'The number of the case there.' }),
      ratingId: t.string({ required: true, description: 'The id of the rating there, at most 128 characters.' }),
      channel: t.field({ type: Channel, required: true, description: 'Where it was given.' }),
      givenAt: t.field({ type: 'DateTime', required: true, description: 'When; not in the future.' }),
      grade: t.int({ required: true, description: '5 very satisfied to 1 very dissatisfied.' }),
      isDefault: t.boolean({ description: 'Nobody gave it: it stood when the time was over.' }),
      version: t.int({ description: 'The version of the questions; the newest unless told.' }),
      tags: t.stringList({ description: 'Codes of what was ticked.' }),
      items: t.field({ type: [Item], description: 'Grades of single sides.' }),
      words: t.string({ description: 'What was written, at most 500 characters.' }),
      name: t.string({ description: 'Who rated, if they said so; sealed.' }),
      phone: t.string({ description: 'Their telephone; sealed.' }),
      device: t.string({ description: 'What names the device; kept as a hash.' }),
      address: t.string({ description: 'The address from which it came; kept as a hash.' }),
    }),
  })
}

const report = async (
  host: Host<Ratings>,
  { id, lo, hi, organisationId, hallId }: Principal,
  input: readonly Reported[],
): Promise<readonly Outcome[]> => {
  const now = await host.clock.now()
  return host.withScope({ mode: 'engine' }, async (trx) => {
    const records = await selectCasesByRef(trx, { lo, hi, organisationId, hallId }, input)
    const read = input.map((one, index) => arrivalOf(one, records.get(refOf(one)), now, id, index))
    const arrivals = read.filter((one): one is Arrival => !isProblem(one))
    const stored = await storeRatings(host, trx, arrivals, now)
    let at = 0
    return read.map((one, index): Outcome => {
      if (isProblem(one)) return one
      const status = stored[at++]?.status
      if (status === 'STORED' || status === 'DUPLICATE') return { status }
      return problem('CONFLICT', { detail: TWICE }, ['input', String(index)])
    })
  })
}

const refOf = ({ source, externalId }: CaseRef): string => `${source}\n${externalId}`

/** A reported rating as it comes in, or what is wrong with it. */
const arrivalOf = (
  one: Reported,
  record: CaseRecord | undefined,
  now: Date,
  by: string,
  index: number,
): Arrival | InputProblem => {
  const path = ['input', String(index)]
  try {
    if (record === undefined) throw fault('NOT_FOUND', { value: one.externalId }, [...path, 'externalId'])
    if (one.ratingId === '' || one.ratingId.length > LONGEST_ID) throw invalid(ID, [...path, 'ratingId'])
    if (one.givenAt.getTime() > now.getTime() + MOST_EARLY_MS) throw invalid(FUTURE, [...path, 'givenAt'])
    const { channel, givenAt, device = null, address = null } = one
    const as = { kind: 'FIRST', source: by, externalId: one.ratingId } as const
    return { ...as, record, channel, givenAt, device, address, rating: ratingOf(one, path), rater: raterOf(one, path) }
  } catch (error) {
    if (error instanceof Fault) return problem(error.code, error.params, error.inputPath ?? path)
    throw error
  }
}

const TWICE = {
  'zh-CN': '该办件已有评价，一次服务只计首次评价。',
  en: 'The service was rated already: the first rating scores.',
}
const FUTURE = { 'zh-CN': '评价时间不能在将来。', en: 'A rating is not given in the future.' }
const ID = { 'zh-CN': '评价编号须为 1 至 128 个字符。', en: 'The id of a rating has 1 to 128 characters.' }
