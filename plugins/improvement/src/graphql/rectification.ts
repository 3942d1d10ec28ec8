import type { Builder, Host } from '@zhikong/core'
import { selectExtensions, type ExtensionRow } from '../queries/extension.ts'
import { selectSteps, type RectificationRow, type StepRow } from '../queries/rectification.ts'
import { isWatched } from '../queries/watch.ts'
import { isOpen, possibleSteps } from '../rules/rectification.ts'
import type { Improvement } from '../tables.ts'
import { belongsTo, personOf } from './asked.ts'
import type { Enums } from './enums.ts'
import { placeFields } from './place-fields.ts'

type At = keyof { [K in keyof RectificationRow as RectificationRow[K] extends Date | null ? K : never]: true }
type Words = keyof { [K in keyof RectificationRow as RectificationRow[K] extends string | null ? K : never]: true }

/** Writes `Rectification`, with its trail and its extensions. */
export const defineRectification = (builder: Builder, host: Host<Improvement>, enums: Enums) => {
  const place = placeFields(host)
  const Rectification = builder.objectRef<RectificationRow>('Rectification').implement({
    access: { permission: host.permission('improvement.read') },
    description: 'A finding on its way to its repair: handed over, accepted, planned, done, fed back, rechecked (7-b).',
    fields: (t) => ({
      id: t.id({ description: 'Its id.', resolve: ({ id }) => id }),
      number: t.exposeInt('serial', { description: 'Its number, as the hand-over document names it.' }),
      kind: t.expose('kind', { type: enums.Kind, description: 'Of one finding, or of a trend.' }),
      findingId: t.exposeID('findingId', { nullable: true, description: 'The finding, in the ledger.' }),
      findingType: t.exposeString('findingType', { description: 'The declared type of the finding.' }),
      cause: t.exposeString('cause', { description: 'The code of its cause.' }),
      severity: t.expose('severity', { type: enums.RepairSeverity, description: 'How grave it is.' }),
      title: t.exposeString('title', { description: 'What was found.' }),
      state: t.expose('state', { type: enums.State, description: 'Where it stands.' }),
      region: t.field({ type: 'Region', description: 'Where it was found.', resolve: place.region }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation that is to repair it.',
        resolve: place.organisation,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall.', resolve: place.hall }),
      isLate: t.boolean({
        description: 'What is asked for now is overdue.',
        resolve: async ({ state, stepDue }) => isOpen(state) && stepDue < (await host.clock.now()),
      }),
      extended: t.exposeBoolean('extended', { description: 'More time was approved.' }),
      reopenings: t.exposeInt('reopenings', { description: 'How often it was reopened.' }),
      effect: t.expose('effect', { type: enums.Effect, nullable: true, description: 'What it came to, once closed.' }),
      recheckPassed: t.exposeBoolean('recheckPassed', { nullable: true, description: 'The newest recheck passed.' }),
      evidence: t.idList({
        description: 'The files that show the repair.',
        resolve: ({ evidence }) => filesOf(evidence),
      }),
    }),
  })
  addInstants(builder, Rectification)
  addWords(builder, Rectification)
  addAround(builder, host, enums, Rectification)
  return Rectification
}

type Ref = ReturnType<typeof defineRectification>

const filesOf = (evidence: string | null): string[] => {
  const files: unknown = JSON.parse(evidence ?? '[]')
  return Array.isArray(files) ? files.filter((each) => typeof each === 'string') : []
}

const INSTANTS = {
  foundAt: 'When it was found.',
  handOverDue: 'By when it is handed over.',
  assignedAt: 'When it was handed over.',
  firstDue: 'The first due date, which nothing changes.',
  due: 'By when it is repaired, with more time where it was approved.',
  acceptedAt: 'When the unit accepted it.',
  plannedAt: 'When measures were stated.',
  doneAt: 'When it was done.',
  fedBackAt: 'When it was reported back.',
  recheckDue: 'By when it is rechecked.',
  recheckedAt: 'When it was rechecked.',
  closedAt: 'When it was closed.',
  effectDue: 'From when on its effect can be told.',
} as const satisfies Partial<Record<At, string>>

const addInstants = (builder: Builder, Rectification: Ref): void => {
  builder.objectFields(Rectification, (t) => ({
    stepDue: t.expose('stepDue', { type: 'DateTime', description: 'By when the next step is taken.' }),
    ...Object.fromEntries(
      Object.entries(INSTANTS).map(([name, description]) => [
        name,
        t.expose(name as keyof typeof INSTANTS, { type: 'DateTime', nullable: true, description }),
      ]),
    ),
  }))
}

const WORDS = {
  issuer: 'Who handed it over.',
  requirement: 'What is asked of the unit.',
  acceptedBy: 'Who accepted it.',
  plannedBy: 'Who stated the measures.',
  measures: 'The measures.',
  responsible: 'Who answers for them, by name and post.',
  doneBy: 'Who said that it is done.',
  outcome: 'What was done.',
  fedBackBy: 'Who reported back.',
  feedback: 'What was reported.',
  recheckedBy: 'Who rechecked it last.',
  recheckWords: 'What the newest recheck found.',
} as const satisfies Partial<Record<Words, string>>

const addWords = (builder: Builder, Rectification: Ref): void => {
  builder.objectFields(Rectification, (t) =>
    Object.fromEntries(
      Object.entries(WORDS).map(([name, description]) => [
        name,
        t.exposeString(name as keyof typeof WORDS, { nullable: true, description }),
      ]),
    ),
  )
}

const addAround = (builder: Builder, host: Host<Improvement>, enums: Enums, Rectification: Ref): void => {
  const Step = defineStep(builder, host, enums)
  const Extension = defineExtension(builder, host, enums)
  builder.objectFields(Rectification, (t) => ({
    possibleSteps: t.field({
      type: [enums.Step],
      description: 'What the reader may do with it now.',
      resolve: (row, _args, { principal }) =>
        principal === null ? [] : [...possibleSteps(row.state, personOf(row, principal), row)],
    }),
    isOfOwnUnit: t.boolean({
      description: 'The reader belongs to the unit that is to repair it.',
      resolve: (row, _args, { principal }) => principal !== null && belongsTo(row, principal),
    }),
    isWatched: t.boolean({
      description: 'The reader watches it.',
      resolve: ({ id }, _args, context) =>
        host.read(context, async (trx, reach) => isWatched(trx, reach, id, context.principal?.id ?? '')),
    }),
    trail: t.field({
      type: [Step],
      description: 'What was done, in order; empty for who is bound to an organisation or hall.',
      resolve: ({ id }, _args, context) =>
        host.read(context, async (trx, reach) => [...(await selectSteps(trx, reach, id))]),
    }),
    extensions: t.field({
      type: [Extension],
      description: 'More time that was asked for, in order.',
      resolve: ({ id }, _args, context) =>
        host.read(context, async (trx, reach) => [...(await selectExtensions(trx, reach, id))]),
    }),
  }))
}

const defineStep = (builder: Builder, host: Host<Improvement>, { Step, State }: Enums) =>
  builder.objectRef<StepRow>('RectificationStep').implement({
    access: { permission: host.permission('improvement.read') },
    description: 'One thing that was done with a rectification. Steps are added and never changed.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      actor: t.exposeString('actor', { description: 'Who, by name.' }),
      step: t.expose('step', { type: Step, description: 'What.' }),
      state: t.expose('state', { type: State, description: 'The state since.' }),
      words: t.exposeString('words', { description: 'What was said.' }),
    }),
  })

const defineExtension = (builder: Builder, host: Host<Improvement>, { ExtensionState }: Enums) =>
  builder.objectRef<ExtensionRow>('RectificationExtension').implement({
    access: { permission: host.permission('improvement.read') },
    description: 'More time, asked for by one and decided by another.',
    fields: (t) => ({
      id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
      days: t.exposeInt('days', { description: 'Working days after the due date that held.' }),
      reason: t.exposeString('reason', { description: 'Why.' }),
      askedBy: t.exposeString('askedBy', { description: 'Who asked.' }),
      askedAt: t.expose('askedAt', { type: 'DateTime', description: 'When.' }),
      state: t.expose('state', { type: ExtensionState, description: 'What was said to it.' }),
      decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who decided.' }),
      words: t.exposeString('words', { nullable: true, description: 'What was said.' }),
      canDecide: t.boolean({
        description: 'Whether the reader may decide about it now.',
        resolve: (row, _args, { principal }) =>
          row.state === 'ASKED' &&
          principal !== null &&
          principal.permissions.has('improvement.supervise') &&
          principal.id !== row.askedById &&
          !belongsTo(row, principal),
      }),
    }),
  })
