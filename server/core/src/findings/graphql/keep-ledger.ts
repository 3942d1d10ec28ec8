import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import { readerScope } from '../../access/scope.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { ledgerIn, type Ledger } from '../ledger.ts'
import type { FindingRow } from '../queries/finding.ts'
import type { Findings } from '../tables.ts'
import type { PossibleStep } from './enums.ts'
import { askedBy, belongsTo, possibleSteps } from './rights.ts'

/** What a change of the ledger works with: the finding held, who asks, and when. */
export type Keeping = {
  readonly db: Ledger
  readonly finding: FindingRow
  readonly principal: Principal
  readonly now: Date
}

type Wanted = {
  readonly action: string
  readonly id: string
  readonly step: PossibleStep
  /** Why, for the audit log. */
  readonly reason: string
  readonly write: (keeping: Keeping) => Promise<FindingRow>
}

/**
 * Changes a finding by hand, with the audit entry.
 * @throws Fault NOT_FOUND out of reach or veiled, FORBIDDEN for its unit and for whoever reported or proposed what is to
 * be decided, CONFLICT when the step is not open
 */
export async function keepLedger(
  host: Host<Findings>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { action, id, step, reason, write }: Wanted,
): Promise<FindingRow> {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    action,
    async (trx, note) => {
      const db = ledgerIn(trx)
      const finding = await reachedFinding(db, principal, id, ['input', 'id'])
      checkStep(finding, step, principal)
      const changed = await write({ db, finding, principal, now })
      const [before, after] = [stateOf(finding), stateOf(changed)]
      note({ subject: { type: 'Finding', id }, scopeKey: finding.scopeKey, before, after, reason })
      return changed
    },
    'engine',
  )
}

/** A finding that somebody reaches and its unit may know of, held. @throws Fault NOT_FOUND */
export async function reachedFinding(
  db: Ledger,
  principal: Principal,
  id: string,
  path: readonly string[],
): Promise<FindingRow> {
  const finding = isUuid(id)
    ? await db
        .selectFrom('findings.finding')
        .selectAll()
        .where('id', '=', id)
        .where('releasedAt', 'is not', null)
        .where(withinReach(readerScope(principal), CASE_REACH))
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (finding === undefined) throw fault('NOT_FOUND', { value: id }, path)
  return finding
}

/** @throws Fault FORBIDDEN or CONFLICT */
export function checkStep(finding: FindingRow, step: PossibleStep, principal: Principal): void {
  if (possibleSteps(finding, principal).includes(step)) return
  if (belongsTo(finding, principal)) throw fault('FORBIDDEN', { detail: OWN }, ['input', 'id'])
  const isTheirs = step === 'DECIDE_DISMISSAL' && finding.dismissalById !== null
  throw fault(isTheirs ? 'FORBIDDEN' : 'CONFLICT', { detail: isTheirs ? ANOTHER : NOT_NOW }, ['input', 'id'])
}

const stateOf = ({ state, occurrences, mergedInto, dismissalBy }: FindingRow) => ({
  state,
  occurrences,
  mergedInto,
  dismissalBy,
})

const OWN = { 'zh-CN': '问题所在单位的人员不能办理。', en: 'The unit that it was found at cannot do this.' }
const ANOTHER = {
  'zh-CN': '登记人和提出人不能决定，请由他人决定。',
  en: 'Who reported it or proposed this cannot decide: somebody else does.',
}
const NOT_NOW = { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' }
