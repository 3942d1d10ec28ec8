import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { FindingRow } from '../queries/finding.ts'
import { isOpen } from '../rules/outcome.ts'
import type { Findings } from '../tables.ts'
import type { PossibleStep } from './enums.ts'

type Unit = Pick<FindingRow, 'organisationId' | 'hallId'>

/** Whether somebody belongs to the unit that is found wanting: is bound to it, now or by any grant. */
export const belongsTo = ({ organisationId, hallId }: Unit, { grants, ...scope }: Principal): boolean =>
  [scope, ...grants].some(
    (held) =>
      (organisationId !== null && held.organisationId === organisationId) ||
      (hallId !== null && held.hallId === hallId),
  )

/** What somebody may do with a finding now; nobody of its unit may do anything. */
export function possibleSteps(finding: FindingRow, principal: Principal): readonly PossibleStep[] {
  const isTheirs = principal.permissions.has('findings.keep') && !belongsTo(finding, principal)
  if (!isTheirs || !isOpen(finding.state) || finding.releasedAt === null) return []
  if (finding.dismissalById === null) return ['MERGE', 'PROPOSE_DISMISSAL']
  return mayDecide(finding, principal) ? ['MERGE', 'DECIDE_DISMISSAL'] : ['MERGE']
}

/** Whoever reported a finding, or proposes to dismiss it, does not decide about it. */
export const mayDecide = ({ dismissalById, raisedById }: FindingRow, { id }: Principal): boolean =>
  dismissalById !== id && raisedById !== id

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

const MOST = 2_000

/**
 * Words as they are kept, without space around them.
 * @throws Fault INVALID_INPUT for none, or more than `most` characters
 */
export const wordsOf = (text: string, field: string, most: number = MOST): string => {
  const words = text.trim()
  if (words !== '' && words.length <= most) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${most} 字。`, en: `Write something, at most ${most} characters.` }, [
    'input',
    field,
  ])
}

/** Who is answered a finding: whoever reads the ledger, and whoever changes it, of what was changed. */
export const findingAccess = ({ permission }: Pick<Host<Findings>, 'permission'>) => ({
  anyOf: [permission('findings.read'), permission('findings.report'), permission('findings.keep')],
})
