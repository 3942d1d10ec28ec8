import { stateAfter, type ComplaintStep, type Standing } from './complaint-step.ts'

/** Somebody as the rules of a complaint see them. */
export type Person = {
  readonly id: string
  readonly mayHandle: boolean
  readonly mayJudge: boolean
  readonly maySeal: boolean
  /** Belongs to the unit complained of, by any grant. */
  readonly isOfUnit: boolean
}

/** Why somebody may not take a step now. */
export type StepRefusal = 'OF_UNIT' | 'NOT_OPEN' | 'NOT_ALLOWED' | 'NOT_HANDLER' | 'SAME_PERSON'

/**
 * Why somebody may not take a step; null when they may. Nobody of the unit does anything. Who looks into it does not
 * judge it, and who did either does not review it. The complainant appeals; nobody does it for them.
 */
export const refusalOf = (standing: Standing, step: ComplaintStep, person: Person): StepRefusal | null => {
  if (person.isOfUnit) return 'OF_UNIT'
  if (stateAfter(standing, step) === null) return 'NOT_OPEN'
  if (standing.sealed && !person.maySeal) return 'NOT_ALLOWED'
  const { handlerId, investigatedById, judgedById, reviewedById } = standing
  const isOneOf = (...ids: readonly (string | null)[]) => ids.includes(person.id)
  switch (step) {
    case 'APPEAL':
      return 'NOT_ALLOWED'
    case 'INVESTIGATE':
      return handlerId === person.id ? null : 'NOT_HANDLER'
    case 'JUDGE':
      if (!person.mayJudge) return 'NOT_ALLOWED'
      return isOneOf(handlerId, investigatedById, reviewedById) ? 'SAME_PERSON' : null
    case 'CONFIRM':
    case 'OVERTURN':
      if (!person.mayJudge) return 'NOT_ALLOWED'
      return isOneOf(handlerId, investigatedById, judgedById) ? 'SAME_PERSON' : null
    case 'REFER':
      return person.maySeal ? null : 'NOT_ALLOWED'
    case 'ACCEPT':
    case 'REFUSE':
    case 'ASSIGN':
    case 'REPLY':
    case 'CLOSE':
    case 'REOPEN':
      return person.mayHandle ? null : 'NOT_ALLOWED'
  }
}

type Unit = { readonly organisationId: number | null; readonly hallId: number | null }
type UnitComplainedOf = Unit & { readonly range: { readonly lo: number; readonly hi: number } | null }

/**
 * Whether somebody belongs to the unit complained of: a grant of theirs is bound to its hall or organisation, or lies in
 * the range that counts as the unit: of a sealed complaint the region of the unit with all below it.
 */
export const belongsTo = (
  { organisationId, hallId, range }: UnitComplainedOf,
  held: readonly (Unit & { readonly lo: number; readonly hi: number })[],
): boolean =>
  held.some(
    (grant) =>
      (organisationId !== null && grant.organisationId === organisationId) ||
      (hallId !== null && grant.hallId === hallId) ||
      (range !== null && grant.lo >= range.lo && grant.hi <= range.hi),
  )
