import { actorOf, recordAudit } from '../audit/record.ts'
import type { AuditEntry } from '../audit/record.ts'
import { readerScope } from '../scope.ts'
import type { Reach, ReadingDatabase, RequestContext } from '../../graphql/context.ts'
import type { InputProblem } from '../../graphql/errors.ts'
import { isProblem, problem } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import { noteOpening, OPENINGS_PER_HOUR } from './openings.ts'
import type { PersonalOpeningTable } from './tables.ts'

type Context = Pick<RequestContext, 'principal' | 'address' | 'requestId' | 'read'>

/** What somebody asks for, and why. */
export type OpeningRequest = {
  readonly kind: PersonalOpeningTable['kind']
  readonly action: string
  readonly reason: string
  readonly subject: AuditEntry['subject']
}

/** What was opened, and what the audit log keeps of it. */
export type Opened<T> = { readonly value: T; readonly scopeKey: number; readonly after?: object }

/**
 * Opens personal data for a request: counts it, reads in the reader's scope, and writes it into the audit log, in one
 * transaction. What was refused is logged, too. Answers LIMIT_EXCEEDED beyond 30 an hour.
 */
export const openFor = <T>(
  context: Context,
  { kind, action, reason, subject }: OpeningRequest,
  now: Date,
  work: (trx: ReadingDatabase, reach: Reach) => Promise<Opened<T> | InputProblem>,
): Promise<T | InputProblem> => {
  const { principal } = context
  if (principal === null) throw fault('UNAUTHENTICATED')
  const record = (trx: ReadingDatabase, entry: Pick<AuditEntry, 'scopeKey' | 'outcome' | 'after'>) =>
    recordAudit(trx, actorOf(context), { action, subject, reason, ...entry }, now)
  return context.read(async (trx) => {
    const opening = await noteOpening(trx, principal.id, kind)
    if (opening === 'FIRST_BEYOND') await record(trx, { scopeKey: principal.lo, outcome: 'REFUSED' })
    if (opening !== 'WITHIN') return problem('LIMIT_EXCEEDED', { detail: TOO_OFTEN })
    const opened = await work(trx, readerScope(principal))
    if (isProblem(opened)) {
      await record(trx, { scopeKey: principal.lo, outcome: 'REFUSED' })
      return opened
    }
    await record(trx, { scopeKey: opened.scopeKey, after: opened.after ?? null })
    return opened.value
  })
}

const TOO_OFTEN = {
  'zh-CN': `每人每小时最多 ${OPENINGS_PER_HOUR} 次。请稍后再试。`,
  en: `At most ${OPENINGS_PER_HOUR} within an hour. Try again later.`,
}
