import type { RequestContext } from '../../graphql/context.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { ComplaintRow } from '../queries/complaint.ts'
import { selectFilesOf } from '../../files/queries/select-files.ts'
import { photosOf } from '../photos.ts'
import { selectSteps } from '../queries/step.ts'
import { standingOf } from '../move.ts'
import { staffSubject } from '../receive.ts'
import { COMPLAINT_STEPS } from '../rules/complaint-step.ts'
import { refusalOf } from '../rules/person.ts'
import type { Complaints } from '../tables.ts'
import { mayLookInto, personOf } from './asked.ts'
import { defineComplaintStep } from './complaint-step.ts'
import type { ComplaintEnums } from './enums.ts'
import { unitFields } from './unit-fields.ts'

/** Writes `Complaint`. */
export const defineComplaint = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums) => {
  const unit = unitFields(host)
  const Complaint = builder.objectRef<ComplaintRow>('Complaint').implement({
    access: { anyOf: [host.permission('complaints.read'), host.permission('complaints.seal')] },
    description: 'A complaint, report or suggestion 投诉举报建议, and what became of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      number: t.exposeInt('serial', { description: 'Its number; sealed ones are numbered by themselves.' }),
      isSealed: t.exposeBoolean('sealed', { description: 'Whether its unit does not know of it.' }),
      kind: t.expose('kind', { type: enums.Kind, description: 'What it is.' }),
      type: t.expose('type', { type: enums.Type, description: 'How much of who says it is known.' }),
      category: t.expose('category', { type: enums.Category, description: 'What it is about.' }),
      way: t.expose('channel', { type: enums.Way, description: 'By which way it came.' }),
      state: t.expose('state', { type: enums.State, description: 'Where it stands.' }),
      region: t.field({ type: 'Region', description: 'The region of the unit.', resolve: unit.region }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation complained of; null when it is the hall alone.',
        resolve: unit.organisation,
      }),
      hall: t.field({ type: 'Hall', nullable: true, description: 'The hall complained of.', resolve: unit.hall }),
      caseNumber: t.exposeString('caseNumber', { nullable: true, description: 'The case that was named.' }),
      receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it was received.' }),
      stepDue: t.expose('stepDue', {
        type: 'DateTime',
        nullable: true,
        description: 'When what waits now is due; null where nothing waits.',
      }),
      dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true, description: 'When it is to be judged.' }),
      acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true, description: 'When it was accepted.' }),
      judgement: t.expose('judgement', { type: enums.Judgement, nullable: true, description: 'What was judged.' }),
      judgedAt: t.expose('judgedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
      judgedInTime: t.exposeBoolean('judgedInTime', { nullable: true, description: 'Whether before it was due.' }),
      repliedAt: t.expose('repliedAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
      appealedAt: t.expose('appealedAt', { type: 'DateTime', nullable: true, description: 'When it was appealed.' }),
      closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true, description: 'When it was closed.' }),
      reopenings: t.exposeInt('reopenings', { description: 'How often it was opened again.' }),
      releasedAt: t.expose('toldAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When a sealed one was told to its unit.',
      }),
    }),
  })
  defineLookedInto(builder, host, enums, Complaint)
  return Complaint
}

type ComplaintRef = ReturnType<typeof defineComplaint>

const WORDS = {
  words: 'What was said.',
  handler: 'Who looks into it.',
  investigation: 'What was found.',
  judgedBy: 'Who judged it.',
  judgementWords: 'Why.',
  reply: 'What the complainant is told.',
  appeal: 'Why the complainant appeals.',
  reviewedBy: 'Who reviewed it.',
  reviewWords: 'Why.',
  referredTo: 'To whom it was referred.',
} as const satisfies Readonly<Partial<Record<keyof ComplaintRow, string>>>

/** What only those read who handle complaints and do not belong to the unit. */
const defineLookedInto = (builder: Builder, host: Host<Complaints>, enums: ComplaintEnums, Complaint: ComplaintRef) => {
  const Step = defineComplaintStep(builder, host, enums)
  const looked =
    <Value>(give: (row: ComplaintRow, context: RequestContext) => Value | Promise<Value>) =>
    async (row: ComplaintRow, _args: unknown, context: RequestContext): Promise<Value | null> =>
      (await mayLookInto(host, row, context)) ? give(row, context) : null
  const masked = (subject: (row: ComplaintRow) => string) =>
    looked((row, context) =>
      host.read(context, async (trx, reach) => {
        const data = (await host.personal.read(trx, reach, 'COMPLAINANT', [subject(row)])).get(subject(row))
        return data === undefined ? null : [data.name, data.phone].filter((part) => part !== null).join(' ')
      }),
    )
  const only = 'Null for who does not handle complaints, and for all of the unit.'
  builder.objectFields(Complaint, (t) => {
    const word = (name: keyof typeof WORDS) =>
      t.string({ nullable: true, description: `${WORDS[name]} ${only}`, resolve: looked((row) => row[name]) })
    return {
      words: word('words'),
      handler: word('handler'),
      investigation: word('investigation'),
      judgedBy: word('judgedBy'),
      judgementWords: word('judgementWords'),
      reply: word('reply'),
      appeal: word('appeal'),
      reviewedBy: word('reviewedBy'),
      reviewWords: word('reviewWords'),
      referredTo: word('referredTo'),
      complainant: t.string({
        nullable: true,
        description: `Who says it, masked; null for anonymous and sealed ones. ${only}`,
        resolve: async (row, args, context) =>
          row.type === 'REAL_NAME' && !row.sealed ? masked(({ id }) => id)(row, args, context) : null,
      }),
      staff: t.string({
        nullable: true,
        description: `Of whom of the staff, masked; null when nobody was named. ${only}`,
        resolve: masked(staffSubject),
      }),
      photos: t.field({
        type: ['File'],
        description: `Photos that came with it. Empty for who does not handle complaints, for all of the unit, and for one that was sealed.`,
        resolve: async (row, args, context) =>
          (await looked(() => host.read(context, (trx, reach) => selectFilesOf(trx, reach, photosOf(row))))(
            row,
            args,
            context,
          )) ?? [],
      }),
      trail: t.field({
        type: [Step],
        description: `What was done with it, in order. Empty for who does not handle complaints, and for all of the unit.`,
        resolve: async (row, args, context) => [
          ...((await looked(() => host.read(context, (trx, reach) => selectSteps(trx, reach, row)))(
            row,
            args,
            context,
          )) ?? []),
        ],
      }),
      possibleSteps: t.field({
        type: [enums.Step],
        description: 'What the reader may do with it now.',
        resolve: async (row, _args, { principal }) => {
          if (principal === null) return []
          const person = await personOf(host, row, principal)
          return COMPLAINT_STEPS.filter((step) => refusalOf(standingOf(row), step, person) === null)
        },
      }),
    }
  })
}
