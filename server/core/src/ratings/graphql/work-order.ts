import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { selectRating } from '../queries/rating.ts'
import { selectSteps, type OrderRow, type StepRow } from '../queries/work-order.ts'
import { isOpen, possibleSteps } from '../rules/order.ts'
import type { Ratings } from '../tables.ts'
import { isRated, personOf } from './asked.ts'
import type { Enums } from './enums.ts'
import { tagsOf, type defineRating } from './rating.ts'
import { readVoices } from './read-voices.ts'

type Refs = ReturnType<typeof defineRating>

/** Writes `RatingOrder`: what is done about a negative rating. */
export const defineWorkOrder = (builder: Builder, host: Host<Ratings>, enums: Enums, { Rating, Tag }: Refs) => {
  const access = { permission: host.permission('ratings.read') }
  const Order = builder.objectRef<OrderRow>('RatingOrder').implement({
    access,
    description: 'What is done about a negative rating: contact, verify, put right or explain, or strike out (5-g).',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ id }) => id }),
      state: t.expose('state', { type: enums.State, description: 'Where it stands.' }),
      day: t.expose('day', { type: 'Date', description: 'The day of the rating.' }),
      grade: t.exposeInt('grade', { description: 'The grade that was given.' }),
      tags: t.field({ type: [Tag], description: 'What was ticked.', resolve: (row) => [...tagsOf(row)] }),
      contactDue: t.expose('contactDue', { type: 'DateTime', description: 'By when the desk gets in touch.' }),
      fixDue: t.expose('fixDue', { type: 'DateTime', description: 'By when it is put right or explained.' }),
      isLate: t.boolean({
        description: 'What is asked for now is overdue.',
        resolve: async ({ state, contactDue, fixDue }) => {
          const now = await host.clock.now()
          return isOpen(state) && (fixDue < now || (state === 'OPEN' && contactDue < now))
        },
      }),
      reached: t.exposeBoolean('reached', { nullable: true, description: 'The rater was reached.' }),
      account: t.exposeString('account', {
        nullable: true,
        description: 'What the unit may know of what was said, written by the desk.',
      }),
      ground: t.exposeString('ground', { nullable: true, description: 'What was found when it was verified.' }),
      strikeReason: t.expose('strikeReason', {
        type: enums.Reason,
        nullable: true,
        description: 'Why it is to be struck out, or was.',
      }),
      outcome: t.exposeString('outcome', { nullable: true, description: 'What was put right, or explained.' }),
      followUpGrade: t.exposeInt('followUpGrade', { nullable: true, description: 'The grade given again.' }),
      findingId: t.exposeID('findingId', { nullable: true, description: 'The finding that an upheld one raised.' }),
      closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true, description: 'When it was closed.' }),
      possibleSteps: t.field({
        type: [enums.Step],
        description: 'What the reader may do with it now.',
        resolve: (row, _args, { principal }) =>
          principal === null ? [] : [...possibleSteps(row.state, personOf(row, principal), row)],
      }),
      rating: t.field({
        type: Rating,
        nullable: true,
        description: 'The rating.',
        resolve: async ({ ratingId }, _args, context) => {
          const row = await host.read(context, (trx, reach) => selectRating(trx, reach, ratingId))
          if (row === undefined) return null
          return { row, voice: (await readVoices(host, context, [row])).get(row.id) ?? null }
        },
      }),
    }),
  })
  addPeople(builder, host, enums, Order)
  return Order
}

type Ref = ReturnType<typeof defineWorkOrder>

const DONE = {
  contactedBy: 'Who got in touch.',
  verifiedBy: 'Who verified it.',
  struckBy: 'Who struck it out.',
  settledBy: 'Who put it right or explained it.',
} as const

const addPeople = (builder: Builder, host: Host<Ratings>, enums: Enums, Order: Ref): void => {
  const Step = defineStep(builder, host, enums)
  builder.objectFields(Order, (t) => ({
    ...Object.fromEntries(
      Object.entries(DONE).map(([name, description]) => [
        name,
        t.exposeString(name as keyof typeof DONE, { nullable: true, description }),
      ]),
    ),
    trail: t.field({
      type: [Step],
      description: 'What was done, in order; empty for the rated.',
      resolve: async (row, _args, context) => {
        if (context.principal === null || isRated(row, context.principal)) return []
        return host.read(context, async (trx, reach) => [...(await selectSteps(trx, reach, row))])
      },
    }),
    region: t.field({
      type: 'Region',
      description: 'Where.',
      resolve: async ({ regionId }) => {
        const region = (await host.registers()).tree.byId(regionId)
        if (region === undefined) throw new Error(`A work order lies in region ${regionId}, which no register has`)
        return region
      },
    }),
    hall: t.field({
      type: 'Hall',
      nullable: true,
      description: 'The hall.',
      resolve: async ({ hallId }) => (await host.registers()).index.hallById.get(hallId ?? 0),
    }),
    organisation: t.field({
      type: 'Organisation',
      nullable: true,
      description: 'The organisation that was rated.',
      resolve: async ({ organisationId }) => (await host.registers()).index.organisationById.get(organisationId ?? 0),
    }),
  }))
}

const defineStep = (builder: Builder, host: Host<Ratings>, { Step, State }: Enums) =>
  builder.objectRef<StepRow>('RatingOrderStep').implement({
    access: { permission: host.permission('ratings.read') },
    description: 'One thing that was done. Steps are added and never changed.',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ id }) => id }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.exposeString('actor', { description: 'Who, by name; the rater is never named.' }),
      step: t.expose('step', { type: Step, description: 'What.' }),
      state: t.expose('state', { type: State, description: 'The state since.' }),
      words: t.exposeString('words', { description: 'What was said.' }),
    }),
  })
