import { hash } from 'node:crypto'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import { answer, problem, resultOf, type InputProblem } from '../../graphql/errors.ts'
import { fault, Fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { reaches } from '../../access/scope.ts'
import { claimSources } from '../../cases/sources.ts'
import type { ComplaintChannel } from '../contract.ts'
import { lockSource } from '../queries/origin.ts'
import type { Db } from '../queries/complaint.ts'
import { receiveComplaint, type Said } from '../receive.ts'
import type { Complaints } from '../tables.ts'
import { askedBy, wordsOf } from './asked.ts'
import type { ComplaintEnums } from './enums.ts'
import { saidOf, type defineSaidInput, type SaidInput } from './said-input.ts'

type Reported = {
  readonly source: string
  readonly number: string
  readonly way: ComplaintChannel
  readonly said: SaidInput
}
/** What became of one: its receipt code the first time, null when it was there already. */
type Outcome = { readonly number: string; readonly receipt: string | null }

const MOST = 100
const REPORTED = 'complaints.complaint.reported'

/** Writes the mutation by which systems (the hotline 12345) and desks bring complaints. */
export const defineReportComplaints = (
  builder: Builder,
  host: Host<Complaints>,
  { Way }: ComplaintEnums,
  Said: ReturnType<typeof defineSaidInput>,
): void => {
  const authScopes = { permission: host.permission('complaints.report') }
  const Item = builder.inputType('ReportedComplaintInput', {
    description: 'A complaint as a system or desk has it.',
    fields: (t) => ({
      source: t.string({ required: true, description: 'The system or desk that brings it; at most 50 characters.' }),
      number: t.string({ required: true, description: 'Its number there; at most 100 characters.' }),
      way: t.field({ type: Way, required: true, description: 'By which way it came.' }),
      said: t.field({ type: Said, required: true, description: 'What is said.' }),
    }),
  })
  const Outcome = builder.objectRef<Outcome>('ReportedComplaint').implement({
    access: authScopes,
    description: 'What became of a complaint that was brought.',
    fields: (t) => ({
      number: t.exposeString('number', { description: 'Its number at its source.' }),
      receipt: t.exposeString('receipt', {
        nullable: true,
        description: 'The receipt code for the complainant, shown this once; null when it was there already.',
      }),
    }),
  })
  builder.mutationField('reportComplaints', (t) =>
    t.field({
      type: resultOf(builder, 'ReportComplaints', authScopes, { complaints: [Outcome] }),
      description:
        'Brings complaints, all or none. The same source and number again with the same content changes nothing; with another content it is a CONFLICT.',
      authScopes,
      audit: REPORTED,
      args: { input: t.arg({ type: [Item], required: true, description: 'At most 100.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const principal = askedBy(context.principal)
          if (input.length > MOST) return problem('TOO_MANY_ITEMS', { max: MOST, count: input.length }, ['input'])
          const complaints = await host.change(
            context,
            REPORTED,
            async (trx, note) => {
              const brought = await bring(host, trx, principal, input)
              const number = brought.filter(({ receipt }) => receipt !== null).length
              note({ subject: null, scopeKey: principal.lo, before: { number: 0 }, after: { number } })
              return brought
            },
            'engine',
          )
          return { complaints } satisfies { complaints: readonly Outcome[] } as { complaints: Outcome[] } | InputProblem
        }),
    }),
  )
}

async function bring(
  host: Host<Complaints>,
  trx: Db,
  principal: Principal,
  items: readonly Reported[],
): Promise<readonly Outcome[]> {
  const now = await host.clock.now()
  const registers = await host.registers()
  const outcomes: Outcome[] = []
  for (const [at, { said: input, ...item }] of items.entries()) {
    const path = ['input', String(at)]
    const said = ofUnitIn(principal, input, path, () =>
      saidOf(input, registers, { way: item.way, uploader: principal.id }, [...path, 'said']),
    )
    const source = wordsOf(item.source, 'source', 50)
    const number = wordsOf(item.number, 'number', 100)
    const beside = await claimSources(trx, [source], principal, now)
    if (beside.size > 0) throw fault('NOT_FOUND', { value: source }, [...path, 'source'])
    const contentHash = hash('sha256', JSON.stringify([item.way, input]), 'hex')
    const known = await lockSource(trx, source, number)
    if (known !== undefined && known.contentHash !== contentHash)
      throw fault('CONFLICT', { detail: OTHER }, [...path, 'number'])
    const received =
      known === undefined
        ? await receiveComplaint(host, trx, { ...said, source: { source, number, contentHash } }, now)
        : null
    outcomes.push({ number, receipt: received?.receipt ?? null })
  }
  return outcomes
}

/** What is said of a unit within reach; one out of reach is as unknown as one that is not there. */
function ofUnitIn(principal: Principal, input: SaidInput, path: readonly string[], read: () => Said): Said {
  const notFound = fault('NOT_FOUND', { value: input.hall ?? input.organisation ?? '' }, [...path, 'said', 'hall'])
  try {
    const said = read()
    const { region, organisationId, hallId } = said.unit
    if (reaches(principal, { scopeKey: region.scopeKey, organisationId, hallId })) return said
  } catch (error) {
    if (error instanceof Fault && (error.code === 'UNKNOWN_HALL' || error.code === 'UNKNOWN_ORGANISATION'))
      throw notFound
    throw error
  }
  throw notFound
}

const OTHER = {
  'zh-CN': '该来源的此编号已有其他内容。',
  en: 'This source brought something else under this number.',
}
